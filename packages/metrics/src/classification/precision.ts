import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { seenInTopK, statScoresMetric } from '../shared/stat-scores-metric.js';
import { checkStatScores, statScoresShape, type ClassScoreOptions } from '../shared/stat-scores-options.js';
import { safeDivide } from '../shared/values.js';
import { zeroDivisionShape } from '../shared/zero-division.js';

/** Options of {@link precision}. */
export interface PrecisionOptions extends ClassScoreOptions, z.input<z.ZodObject<typeof zeroDivisionShape>> {}

/**
 * Precision: of the predictions of a class, the share that is right, $`\frac{TP}{TP + FP}`$, with the counts of true and false
 * positives.
 *
 * Predictions, targets, options and averages are those of {@link accuracy}. For the task `'binary'` it is the precision of
 * label 1. The average `'micro'` (default) is the accuracy for `'multiclass'`; `'macro'` leaves out classes that neither occurred
 * nor were predicted, and with `topK` those that are no target. From 0 to 1, higher is better; `zeroDivision` for a class that
 * was never predicted. Weights are not used.
 *
 * @throws as {@link accuracy}: `LML_INVALID_OPTIONS`, `LML_SHAPE_MISMATCH`, `LML_INVALID_ARGUMENT`.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { precision } from '@lml/metrics';
 *
 * const state = new MetricState(precision({ task: 'binary' }));
 * await state.update([0.9, 0.2, 0.7, 0.8], [1, 1, 0, 1]);
 * state.compute(); // => 2 / 3
 *
 * const perClass = new MetricState(precision({ average: 'none', numClasses: 3 }));
 * await perClass.update([0, 1, 1, 0], [0, 1, 0, 0]);
 * perClass.compute(); // => { dtype: 'float64', shape: [3], data: Float64Array.of(1, 0.5, 0) }
 * ```
 *
 * @see [torchmetrics.classification.Precision](https://lightning.ai/docs/torchmetrics/stable/classification/precision.html) 1.9
 */
export const precision = defineComponent({
  kind: 'metric',
  name: 'precision',
  summary: 'Of the predictions of a class, the share that is right.',
  schema: z.strictObject({ ...statScoresShape, ...metricShape, ...zeroDivisionShape }).superRefine(checkStatScores),
  examples: [{}, { numClasses: 3, average: 'macro', topK: 2 }, { task: 'binary', zeroDivision: 1 }],
  create: ({ zeroDivision, ...options }, nature) =>
    statScoresMetric({
      ...nature,
      options,
      score: ({ truePositives, falsePositives }) =>
        safeDivide(truePositives, truePositives + falsePositives, zeroDivision),
      occurs: seenInTopK(options.topK),
    }),
  conformance: { weights: false },
  higherIsBetter: true,
});
