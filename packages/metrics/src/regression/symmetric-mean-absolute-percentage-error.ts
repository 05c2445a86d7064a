import { defineComponent, metricShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { meanMetric } from '../shared/mean-metric.js';
import { LEAST_SCALE } from '../shared/percentage.js';

/** Options of {@link symmetricMeanAbsolutePercentageError}. */
export interface SymmetricMeanAbsolutePercentageErrorOptions extends z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Symmetric mean absolute percentage error (SMAPE) $`\sum w \frac{2 |x - y|}{\max(|x| + |y|, \epsilon)} / \sum w`$ of predictions x
 * and targets y, both `[batch, …]`, with $`\epsilon = 1.17 \cdot 10^{-6}`$. A fraction, not per cent: it lies in [0, 2], and lower is
 * better.
 *
 * Weights w, one a sample (`[batch]`) or of further axes, default 1. NaN where nothing was counted, or
 * where a NaN was.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { symmetricMeanAbsolutePercentageError } from '@lml/metrics';
 *
 * const state = new MetricState(symmetricMeanAbsolutePercentageError());
 * await state.update([1, 3], [1, 1]);
 * await state.update([0], [2]);
 * state.compute(); // => 1
 * ```
 *
 * @see [torchmetrics.SymmetricMeanAbsolutePercentageError](https://lightning.ai/docs/torchmetrics/stable/regression/symmetric_mean_absolute_percentage_error.html) 1.9,
 * which has no weights
 */
export const symmetricMeanAbsolutePercentageError = defineComponent({
  kind: 'metric',
  name: 'symmetric-mean-absolute-percentage-error',
  summary: 'Mean error as a fraction of the mean of target and prediction (SMAPE).',
  schema: z.strictObject({ ...metricShape }),
  examples: [{}],
  create: (options, nature) =>
    meanMetric({
      ...nature,
      ...options,
      values: ({ prediction, target }) => {
        const scale = tf.maximum(tf.add(tf.abs(prediction), tf.abs(target)), LEAST_SCALE);
        return tf.div(tf.mul(2, tf.abs(tf.sub(prediction, target))), scale);
      },
    }),
  higherIsBetter: false,
});
