import { defineComponent, metricShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { meanMetric } from '../shared/mean-metric.js';

/** Options of {@link meanSquaredLogError}. */
export interface MeanSquaredLogErrorOptions extends z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Mean squared logarithmic error (MSLE) $`\sum w (\ln(1 + x) - \ln(1 + y))^2 / \sum w`$ of predictions x and targets y, both
 * `[batch, …]` and above -1. It lies in [0, ∞), and lower is better.
 *
 * Weights w, one a sample (`[batch]`) or of further axes, default 1. NaN where nothing was counted, or
 * where a NaN was.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or if weights do not fit;
 * `LML_INVALID_ARGUMENT`, once counts reach the host, if a value was -1 or below.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { meanSquaredLogError } from '@lml/metrics';
 *
 * const state = new MetricState(meanSquaredLogError());
 * await state.update([0, 1], [0, 3]);
 * state.compute(); // => Math.LN2 ** 2 / 2
 * ```
 *
 * @see [torchmetrics.MeanSquaredLogError](https://lightning.ai/docs/torchmetrics/stable/regression/mean_squared_log_error.html) 1.9,
 * which has no weights; scikit-learn refuses such values too
 */
export const meanSquaredLogError = defineComponent({
  kind: 'metric',
  name: 'mean-squared-log-error',
  summary: 'Mean squared difference of the logarithms (MSLE).',
  schema: z.strictObject({ ...metricShape }),
  examples: [{}],
  create: (options, nature) =>
    meanMetric({
      ...nature,
      ...options,
      // The logarithm of the quotient, so that near values keep their digits.
      values: ({ prediction, target }) => tf.square(tf.log1p(tf.div(tf.sub(prediction, target), tf.add(target, 1)))),
      refused: {
        where: ({ prediction, target }) => tf.lessEqual(tf.minimum(prediction, target), -1),
        expected: 'above -1',
      },
    }),
  conformance: { prediction: { shape: [8], low: -0.5, high: 4 }, target: { shape: [8], low: -0.5, high: 4 } },
  higherIsBetter: false,
});
