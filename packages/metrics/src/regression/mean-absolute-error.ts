import { defineComponent, metricShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { meanMetric } from '../shared/mean-metric.js';
import { numOutputsShape } from '../shared/num-outputs.js';

/** Options of {@link meanAbsoluteError}. */
export interface MeanAbsoluteErrorOptions
  extends z.input<z.ZodObject<typeof numOutputsShape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Mean absolute error $`\sum w |x - y| / \sum w`$ of predictions x and targets y, both `[batch, …]`, over everything that was
 * counted. It lies in [0, ∞), and lower is better.
 *
 * With `numOutputs` above 1 the last axis has that size and the result is one number for each of its entries, float64
 * `[numOutputs]`. Weights w, one a sample (`[batch]`) or of further axes, default 1. NaN where nothing was counted, or
 * where a NaN was.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, if the last axis is not `numOutputs`, or
 * if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { meanAbsoluteError } from '@lml/metrics';
 *
 * const state = new MetricState(meanAbsoluteError());
 * await state.update([1, 2], [1, 4]);
 * await state.update([5], [2]);
 * state.compute(); // => 5 / 3
 * ```
 *
 * @see [torchmetrics.MeanAbsoluteError](https://lightning.ai/docs/torchmetrics/stable/regression/mean_absolute_error.html) 1.9,
 * which has no weights
 */
export const meanAbsoluteError = defineComponent({
  kind: 'metric',
  name: 'mean-absolute-error',
  summary: 'Mean absolute error.',
  schema: z.strictObject({ ...metricShape, ...numOutputsShape }),
  examples: [{}, { numOutputs: 1, on: 'prediction' }],
  create: (options, nature) =>
    meanMetric({
      ...nature,
      ...options,
      values: ({ prediction, target }) => tf.abs(tf.sub(prediction, target)),
    }),
  higherIsBetter: false,
});
