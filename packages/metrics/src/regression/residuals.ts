import { defineComponent, metricShape, type NdArray, type PointGroup } from '@lml/core';
import { z } from 'zod';

import { pairsMetric, type Pairs } from '../shared/kept-pairs.js';
import { numOutputsShape } from '../shared/num-outputs.js';

const shape = {
  /** How many points of an output are shown at most. Default: `1000`. */
  maxPoints: z.int().positive().default(1000).describe('How many points of an output are shown at most.'),
};

/** Options of {@link residuals}. */
export interface ResidualsOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof numOutputsShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * A figure of residuals $`y - x`$ over predictions x, of targets y: points, one group for each output, and the level line 0. A cloud about
 * that line, as wide everywhere, is what is left when all that can be predicted is; a trend or a funnel is not. Neither direction is better.
 *
 * Predictions and targets are `[batch]`, or `[batch, …, numOutputs]` with the outputs along the last axis; all of them are kept while it
 * counts. Of more than `maxPoints` samples that many are shown, evenly taken in the order of the samples. Weights are not used.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or if the last axis is not `numOutputs`.
 *
 * @example
 * ```ts
 * import { MetricState, type PointsFigure } from '@lml/core';
 * import { residuals } from '@lml/metrics';
 *
 * const state = new MetricState(residuals());
 * await state.update([1, 2], [1.5, 2]);
 * const { groups, reference } = state.compute() as PointsFigure;
 * [...groups[0]!.y.data]; // => [0.5, 0]
 * reference; // => 0
 * ```
 *
 * @see [sklearn.metrics.PredictionErrorDisplay](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.PredictionErrorDisplay.html) 1.9
 */
export const residuals = defineComponent({
  kind: 'metric',
  name: 'residuals',
  summary: 'A figure of residuals over predictions.',
  schema: z.strictObject({ ...metricShape, ...numOutputsShape, ...shape }),
  examples: [{}, { maxPoints: 5 }],
  create: ({ maxPoints, ...options }, nature) =>
    pairsMetric({
      ...nature,
      ...options,
      result: (outputs) => ({
        figure: 'points',
        title: 'Residuals',
        groups: outputs.map((pairs, output) => ({
          ...(outputs.length > 1 && { name: `output ${output}` }),
          ...pointsOf(pairs, maxPoints),
        })),
        xTitle: 'prediction',
        yTitle: 'target - prediction',
        reference: 0,
      }),
    }),
  conformance: { weights: false },
  higherIsBetter: undefined,
});

function pointsOf({ predictions, targets }: Pairs, maxPoints: number): PointGroup {
  const count = Math.min(predictions.length, maxPoints);
  const column = (value: (sample: number) => number): NdArray => ({
    dtype: 'float64',
    shape: [count],
    data: Float64Array.from({ length: count }, (_, at) => value(Math.floor((at * predictions.length) / count))),
  });
  return {
    x: column((sample) => predictions[sample]!),
    y: column((sample) => targets[sample]! - predictions[sample]!),
  };
}
