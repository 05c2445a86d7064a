import { defineComponent, metricShape, requireSameShape, ShapeMismatchError, showShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { scoresMetric, scoresReductionShape } from '../shared/scores-metric.js';

const shape = {
  /** The numbers of the vertices of the lips. */
  mouthMap: z.array(z.int().min(0)).min(1).max(1_000_000).describe('The numbers of the vertices of the lips.'),
};

/** Options of {@link lipVertexError}. */
export interface LipVertexErrorOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof scoresReductionShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Lip vertex error of a talking face: in each frame the largest squared distance of a vertex of the lips from where it should be, as the mean
 * over frames. Predictions and targets are `[frame, vertex, coordinate]`; less is better.
 *
 * Weights, one a frame, default 1; `reduction: 'none'` does not use them. NaN where nothing was counted.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes or not three axes, if there are fewer vertices than `mouthMap`
 * names, or if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { lipVertexError } from '@lml/metrics';
 *
 * const state = new MetricState(lipVertexError({ mouthMap: [0, 2] }));
 * await state.update([[[0, 0, 1], [9, 9, 9], [0, 2, 0]]], [[[0, 0, 0], [0, 0, 0], [0, 0, 0]]]);
 * state.compute(); // => 4
 * ```
 *
 * @see [torchmetrics.multimodal.LipVertexError](https://lightning.ai/docs/torchmetrics/stable/multimodal/lve.html) 1.9, which cuts the longer one of
 * two sequences; Richard et al. 2021, MeshTalk
 */
export const lipVertexError = defineComponent({
  kind: 'metric',
  name: 'lip-vertex-error',
  summary: 'The largest squared error of the vertices of lips in each frame.',
  schema: z.strictObject({ ...metricShape, ...scoresReductionShape, ...shape }),
  examples: [{ mouthMap: [0, 2, 3] }, { mouthMap: [1], reduction: 'none' }],
  create: ({ mouthMap, reduction, ...options }, nature) => {
    const { name } = nature;
    const least = mouthMap.reduce((most, vertex) => Math.max(most, vertex), 0) + 1;
    return scoresMetric({
      ...nature,
      ...options,
      reduction,
      check: (prediction, target) => {
        requireSameShape(name, prediction, target);
        if (prediction.rank === 3 && prediction.shape[1]! >= least) return;
        const received = showShape(prediction.shape);
        throw new ShapeMismatchError(
          `${name} needs meshes [frame, vertex, coordinate] of at least ${least} vertices, got ${received}. ` +
            'mouthMap names the vertices of the lips, from 0 on.',
        );
      },
      scores: ({ prediction, target }) => {
        const lips = tf.gather(tf.squaredDifference(prediction, target), tf.tensor1d(mouthMap, 'int32'), 1);
        return tf.max(tf.sum(lips, -1), -1);
      },
    });
  },
  conformance: ({ reduction }: LipVertexErrorOptions) => ({
    weights: reduction !== 'none',
    prediction: { shape: [8, 5, 3] },
    target: { shape: [8, 5, 3] },
  }),
  higherIsBetter: false,
});
