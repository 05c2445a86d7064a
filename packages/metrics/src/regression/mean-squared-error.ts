import { defineComponent, metricShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { meanMetric } from '../shared/mean-metric.js';
import { numOutputsShape } from '../shared/num-outputs.js';

const shape = {
  /** Whether it is the mean square, or its root, the RMSE. Default: `true`. */
  squared: z.boolean().default(true).describe('Whether it is the mean square, or its root, the RMSE.'),
  ...numOutputsShape,
};

/** Options of {@link meanSquaredError}. */
export interface MeanSquaredErrorOptions
  extends
    z.input<z.ZodObject<typeof numOutputsShape>>,
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Mean squared error $`\sum w (x - y)^2 / \sum w`$ of predictions x and targets y, both `[batch, …]`, over everything that
 * was counted; with `squared: false` its root.
 *
 * With `numOutputs` above 1 the last axis has that size and the result is one number for each of its entries, float64
 * `[numOutputs]`. Weights w, one a sample (`[batch]`) or of further axes, count an error w times; default 1. NaN where
 * nothing was counted, or where a NaN was.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, if the last axis is not `numOutputs`, or
 * if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { meanSquaredError } from '@lml/metrics';
 *
 * const state = new MetricState(meanSquaredError());
 * await state.update([1, 2], [1, 4]);
 * await state.update([5], [2]);
 * state.compute(); // => 13 / 3
 * ```
 *
 * @see [torchmetrics.MeanSquaredError](https://lightning.ai/docs/torchmetrics/stable/regression/mean_squared_error.html) 1.9,
 * which has no weights
 */
export const meanSquaredError = defineComponent({
  kind: 'metric',
  name: 'mean-squared-error',
  summary: 'Mean squared error, or its root.',
  schema: z.strictObject({ ...metricShape, ...shape }),
  examples: [{}, { squared: false }],
  create: ({ squared, ...options }, nature) =>
    meanMetric({
      ...nature,
      ...options,
      values: ({ prediction, target }) => tf.square(tf.sub(prediction, target)),
      result: squared ? undefined : Math.sqrt,
    }),
  higherIsBetter: false,
});
