import { defineComponent, metricShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { meanMetric } from '../shared/mean-metric.js';
import { LEAST_SCALE } from '../shared/percentage.js';

/** Options of {@link meanAbsolutePercentageError}. */
export interface MeanAbsolutePercentageErrorOptions extends z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Mean absolute percentage error (MAPE) $`\sum w \frac{|x - y|}{\max(|y|, \epsilon)} / \sum w`$ of predictions x and targets y,
 * both `[batch, …]`, with $`\epsilon = 1.17 \cdot 10^{-6}`$. A fraction, not per cent: it lies in [0, ∞), and lower is better.
 *
 * Weights w, one a sample (`[batch]`) or of further axes, default 1. NaN where nothing was counted, or
 * where a NaN was. Targets near 0 make it huge: see `weighted-mean-absolute-percentage-error`.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { meanAbsolutePercentageError } from '@lml/metrics';
 *
 * const state = new MetricState(meanAbsolutePercentageError());
 * await state.update([0.9, 15], [1, 10]);
 * await state.update([1.2], [1]);
 * state.compute(); // => 0.8 / 3
 * ```
 *
 * @see [torchmetrics.MeanAbsolutePercentageError](https://lightning.ai/docs/torchmetrics/stable/regression/mean_absolute_percentage_error.html) 1.9,
 * which has no weights
 */
export const meanAbsolutePercentageError = defineComponent({
  kind: 'metric',
  name: 'mean-absolute-percentage-error',
  summary: 'Mean error as a fraction of the target (MAPE).',
  schema: z.strictObject({ ...metricShape }),
  examples: [{}],
  create: (options, nature) =>
    meanMetric({
      ...nature,
      ...options,
      values: ({ prediction, target }) =>
        tf.div(tf.abs(tf.sub(prediction, target)), tf.maximum(tf.abs(target), LEAST_SCALE)),
    }),
  higherIsBetter: false,
});
