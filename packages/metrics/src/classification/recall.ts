import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { seenInTopK, statScoresMetric } from '../shared/stat-scores-metric.js';
import { checkStatScores, statScoresShape, type ClassScoreOptions } from '../shared/stat-scores-options.js';
import { safeDivide } from '../shared/values.js';
import { zeroDivisionShape } from '../shared/zero-division.js';

/** Options of {@link recall}. */
export interface RecallOptions extends ClassScoreOptions, z.input<z.ZodObject<typeof zeroDivisionShape>> {}

/**
 * Recall, the sensitivity or true positive rate: of the samples of a class, the share that is found, $`\frac{TP}{TP + FN}`$, with
 * the counts of true positives and false negatives.
 *
 * Predictions, targets, options and averages are those of {@link accuracy}. For the task `'binary'` it is the recall of label 1.
 * The average `'micro'` (default) is the accuracy for `'multiclass'`; `'macro'` leaves out classes that neither occurred nor were
 * predicted, and with `topK` those that are no target. From 0 to 1, higher is better; `zeroDivision` for a class that is no
 * target. Weights are not used.
 *
 * @throws as {@link accuracy}: `LML_INVALID_OPTIONS`, `LML_SHAPE_MISMATCH`, `LML_INVALID_ARGUMENT`.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { recall } from '@lml/metrics';
 *
 * const state = new MetricState(recall({ task: 'binary' }));
 * await state.update([0.9, 0.2, 0.7, 0.8], [1, 1, 0, 1]);
 * state.compute(); // => 2 / 3
 *
 * const perClass = new MetricState(recall({ average: 'none', numClasses: 3 }));
 * await perClass.update([0, 1, 1, 0], [0, 1, 0, 0]);
 * perClass.compute(); // => { dtype: 'float64', shape: [3], data: Float64Array.of(2 / 3, 1, 0) }
 * ```
 *
 * @see [torchmetrics.classification.Recall](https://lightning.ai/docs/torchmetrics/stable/classification/recall.html) 1.9
 */
export const recall = defineComponent({
  kind: 'metric',
  name: 'recall',
  summary: 'Of the samples of a class, the share that is found.',
  schema: z.strictObject({ ...statScoresShape, ...metricShape, ...zeroDivisionShape }).superRefine(checkStatScores),
  examples: [{}, { numClasses: 3, average: 'none', zeroDivision: 1 }, { task: 'multilabel', scores: 'logits' }],
  create: ({ zeroDivision, ...options }, nature) =>
    statScoresMetric({
      ...nature,
      options,
      score: ({ truePositives, falseNegatives }) =>
        safeDivide(truePositives, truePositives + falseNegatives, zeroDivision),
      occurs: seenInTopK(options.topK),
    }),
  conformance: { weights: false },
  higherIsBetter: true,
});
