import { defineComponent, metricShape, metricView, spreadWeight, type Metric } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { columnsOf } from '../shared/kept-pairs.js';
import { numOutputsShape } from '../shared/num-outputs.js';
import { outputRows } from '../shared/output-rows.js';
import { sortedOrder } from '../shared/sorted-order.js';
import { numbersOf, resultOf } from '../shared/values.js';

const shape = {
  /**
   * How the medians of several outputs become one: their mean, or none, one median an output. Default:
   * `'uniformAverage'`.
   */
  multioutput: z
    .enum(['uniformAverage', 'rawValues'])
    .default('uniformAverage')
    .describe('How the medians of several outputs become one: their mean, or none, one median an output.'),
};

/** Options of {@link medianAbsoluteError}. */
export interface MedianAbsoluteErrorOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof numOutputsShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * The median of the absolute errors $`|x - y|`$ of predictions x and targets y, which a few large errors do not change. It lies in
 * [0, ∞), and lower is better.
 *
 * Predictions and targets are `[batch]`, or `[batch, …, numOutputs]` with the outputs along the last axis; all errors are kept, with their
 * weights. `multioutput` makes one number of the medians of several outputs, or gives them all, float64 `[numOutputs]`. With weights w,
 * one a sample (`[batch]`) or of further axes, default 1, it is the error up to which errors have half of the weight, or the mean of that
 * and the next one where they have exactly half. NaN where nothing was counted, or where a NaN was.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, if the last axis is not `numOutputs`, or
 * if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { medianAbsoluteError } from '@lml/metrics';
 *
 * const state = new MetricState(medianAbsoluteError());
 * await state.update([1, 2, 90], [1, 4, 2]);
 * await state.update([5], [4]);
 * state.compute(); // => 1.5
 * ```
 *
 * @see [sklearn.metrics.median_absolute_error](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.median_absolute_error.html) 1.9
 */
export const medianAbsoluteError = defineComponent({
  kind: 'metric',
  name: 'median-absolute-error',
  summary: 'The median of the absolute errors.',
  schema: z.strictObject({ ...metricShape, ...numOutputsShape, ...shape }),
  examples: [{}, { multioutput: 'rawValues' }],
  create: ({ numOutputs, multioutput, ...options }, { name, traits }): Metric => ({
    name,
    ...metricView(options),
    higherIsBetter: traits.higherIsBetter,
    keepAdvice: 'Judge by mean-absolute-error, which counts.',
    init: () => ({}),
    update: (state) => state,
    keep: ({ prediction, target, weight }) => {
      const rows = outputRows(name, { prediction, target }, numOutputs);
      const weights = spreadWeight(name, weight ?? tf.scalar(1), prediction.shape);
      return {
        error: tf.abs(tf.sub(rows.prediction, rows.target)),
        weight: tf.reshape(weights, rows.prediction.shape),
      };
    },
    compute: (values) => {
      const columns = (key: string): Float32Array[] => columnsOf(numbersOf(values[`kept/${key}`]), numOutputs);
      const weights = columns('weight');
      const medians = columns('error').map((errors, output) => median(errors, weights[output]!));
      if (numOutputs > 1 && multioutput === 'rawValues') return resultOf(medians);
      return medians.reduce((sum, value) => sum + value, 0) / numOutputs;
    },
  }),
  higherIsBetter: false,
});

function median(values: Float32Array, weights: Float32Array): number {
  if (values.some(Number.isNaN) || weights.some(Number.isNaN)) return NaN;
  const order = sortedOrder(values).filter((sample) => weights[sample] !== 0);
  const total = order.reduce((sum, sample) => sum + weights[sample]!, 0);
  let below = 0;
  for (const [at, sample] of order.entries()) {
    below += weights[sample]!;
    if (below > total / 2) return values[sample]!;
    if (below === total / 2) return (values[sample]! + values[order[at + 1]!]!) / 2;
  }
  return NaN;
}
