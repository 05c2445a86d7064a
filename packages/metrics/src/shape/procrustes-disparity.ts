import {
  asFloat,
  defineComponent,
  metricShape,
  metricView,
  requireSameShape,
  ShapeMismatchError,
  showShape,
  type Metric,
} from '@lml/core';
import { z } from 'zod';

import { procrustesDisparity as disparityOf } from '../shared/procrustes.js';

const shape = {
  /** Whether the result is the mean of the clouds, or their sum. Default: `'mean'`. */
  reduction: z
    .enum(['mean', 'sum'])
    .default('mean')
    .describe('Whether the result is the mean of the clouds, or their sum.'),
};

/** Options of {@link procrustesDisparity}. */
export interface ProcrustesDisparityOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Procrustes disparity: how much two clouds of points differ in shape, wherever they are, however large, turned or mirrored. From 0,
 * for equal shapes, to 1; less is better.
 *
 * Predictions and targets are clouds `[batch, points, dimensions]` whose points belong together one by one. Both are centred and scaled
 * to $`\|x\| = \|y\| = 1`$; the disparity is $`\min_{s, R} \|x - s \, y R\|^2`$ over scales s and orthogonal matrices R, which is
 * $`1 - (\sum_i \sigma_i)^2`$ with the singular values σ of $`x^T y`$.
 *
 * The clouds, all of one size, are kept, at most 2²⁷ coordinates on either side, and compared on the host in float64. NaN where nothing was counted, and for
 * a cloud whose points are all the same. Weights are not used.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or not three axes, or if clouds are of several
 * sizes; `LML_INVALID_ARGUMENT` where there are too many points.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { procrustesDisparity } from '@lml/metrics';
 *
 * const state = new MetricState(procrustesDisparity());
 * const corner = [[0, 0], [1, 0], [0, 2]];
 * const turned = [[5, 5], [5, 7], [1, 5]];
 * await state.update([corner], [turned]);
 * (state.compute() as number) < 1e-12; // => true
 * await state.update([corner], [[[0, 0], [1, 0], [2, 0]]]);
 * state.compute(); // => 0.2
 * ```
 *
 * @see [torchmetrics.shape.ProcrustesDisparity](https://lightning.ai/docs/torchmetrics/stable/shape/procrustes.html) 1.9;
 * [scipy.spatial.procrustes](https://docs.scipy.org/doc/scipy/reference/generated/scipy.spatial.procrustes.html)
 */
export const procrustesDisparity = defineComponent({
  kind: 'metric',
  name: 'procrustes-disparity',
  summary: 'How much two clouds of points differ in shape.',
  schema: z.strictObject({ ...metricShape, ...shape }),
  examples: [{}, { reduction: 'sum' }],
  create: ({ reduction, ...options }, { name, traits }): Metric => ({
    name,
    ...metricView(options),
    higherIsBetter: traits.higherIsBetter,
    keepAdvice: 'Judge fewer clouds, or clouds of fewer points.',
    init: () => ({}),
    update: (state, { prediction, target }) => {
      requireSameShape(name, prediction, target);
      if (prediction.rank !== 3)
        throw new ShapeMismatchError(
          `${name} needs clouds [batch, points, dimensions], got ${showShape(prediction.shape)}.`,
        );
      return state;
    },
    keep: ({ prediction, target }) => ({ prediction: asFloat(prediction), target: asFloat(target) }),
    compute: ({ 'kept/prediction': prediction, 'kept/target': target }) => {
      const [clouds = 0, points = 0, dimensions = 0] = prediction?.shape ?? [];
      const cloudOf = (data: unknown, cloud: number): Float64Array => {
        const size = points * dimensions;
        return Float64Array.from((data as Float32Array).subarray(cloud * size, (cloud + 1) * size));
      };
      let sum = 0;
      for (let cloud = 0; cloud < clouds; cloud++)
        sum += disparityOf(cloudOf(prediction?.data, cloud), cloudOf(target?.data, cloud), points, dimensions);
      return reduction === 'sum' ? sum : sum / clouds;
    },
  }),
  conformance: { weights: false, prediction: { shape: [8, 5, 3] }, target: { shape: [8, 5, 3] } },
  higherIsBetter: false,
});
