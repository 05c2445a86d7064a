import { defineComponent, metricShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { LEAST_SCALE } from '../shared/percentage.js';
import { sumsMetric } from '../shared/sums-metric.js';

/** Options of {@link weightedMeanAbsolutePercentageError}. */
export interface WeightedMeanAbsolutePercentageErrorOptions extends z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Weighted mean absolute percentage error (WMAPE) $`\frac{\sum w |x - y|}{\max(\sum w |y|, \epsilon)}`$ of predictions x and targets
 * y, both `[batch, …]`, with $`\epsilon = 1.17 \cdot 10^{-6}`$: the whole error as a fraction of all that was to be predicted. It
 * lies in [0, ∞), and lower is better.
 *
 * Weights w, one a sample (`[batch]`) or of further axes, default 1. 0 where nothing was counted, NaN where
 * a NaN was.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { weightedMeanAbsolutePercentageError } from '@lml/metrics';
 *
 * const state = new MetricState(weightedMeanAbsolutePercentageError());
 * await state.update([1, 3], [1, 1]);
 * await state.update([0], [6]);
 * state.compute(); // => 1
 * ```
 *
 * @see [torchmetrics.WeightedMeanAbsolutePercentageError](https://lightning.ai/docs/torchmetrics/stable/regression/weighted_mean_absolute_percentage_error.html) 1.9,
 * which has no sample weights
 */
export const weightedMeanAbsolutePercentageError = defineComponent({
  kind: 'metric',
  name: 'weighted-mean-absolute-percentage-error',
  summary: 'The sum of the errors as a fraction of the sum of the targets (WMAPE).',
  schema: z.strictObject({ ...metricShape }),
  examples: [{}],
  create: (options, nature) =>
    sumsMetric({
      ...nature,
      ...options,
      sums: {
        error: ({ prediction, target }) => tf.abs(tf.sub(prediction, target)),
        scale: ({ target }) => tf.abs(target),
      },
      result: ({ error, scale }) => error / Math.max(scale, LEAST_SCALE),
    }),
  higherIsBetter: false,
});
