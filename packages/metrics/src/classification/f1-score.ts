import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { fBeta } from '../shared/f-beta.js';
import { statScoresMetric } from '../shared/stat-scores-metric.js';
import { checkStatScores, statScoresShape, type ClassScoreOptions } from '../shared/stat-scores-options.js';
import { zeroDivisionShape } from '../shared/zero-division.js';

/** Options of {@link f1Score}. */
export interface F1ScoreOptions extends ClassScoreOptions, z.input<z.ZodObject<typeof zeroDivisionShape>> {}

/**
 * F1 score: the harmonic mean of precision and recall, $`\frac{2 \, TP}{2 \, TP + FP + FN}`$, with the counts of true
 * positives, false positives and false negatives.
 *
 * Predictions, targets, options and averages are those of {@link accuracy}. For the task `'binary'` it is the score of label
 * 1. The average `'micro'` (default, as torchmetrics' `F1Score` has it) is the accuracy for `'multiclass'`; `'macro'` (the
 * default of torchmetrics' `MulticlassF1Score`) is mostly meant by F1 of several classes. From 0 to 1, higher is better; {@link fBetaScore}
 * weighs the two. Weights are not used.
 *
 * @throws as {@link accuracy}: `LML_INVALID_OPTIONS`, `LML_SHAPE_MISMATCH`, `LML_INVALID_ARGUMENT`.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { f1Score } from '@lml/metrics';
 *
 * const state = new MetricState(f1Score({ task: 'binary' }));
 * await state.update([0.9, 0.2, 0.7, 0.4], [1, 0, 0, 1]);
 * state.compute(); // => 0.5
 *
 * const perClass = new MetricState(f1Score({ average: 'none', numClasses: 3 }));
 * await perClass.update([0, 1, 1, 0], [0, 1, 0, 0]);
 * perClass.compute(); // => { dtype: 'float64', shape: [3], data: Float64Array.of(0.8, 2 / 3, 0) }
 * ```
 *
 * @see [torchmetrics.classification.F1Score](https://lightning.ai/docs/torchmetrics/stable/classification/f1_score.html) 1.9
 */
export const f1Score = defineComponent({
  kind: 'metric',
  name: 'f1-score',
  summary: 'The harmonic mean of precision and recall.',
  schema: z.strictObject({ ...statScoresShape, ...metricShape, ...zeroDivisionShape }).superRefine(checkStatScores),
  examples: [{}, { numClasses: 3, average: 'none', zeroDivision: 1 }, { task: 'binary', threshold: 0.25 }],
  create: ({ zeroDivision, ...options }, nature) =>
    statScoresMetric({ ...nature, options, score: fBeta(1, zeroDivision) }),
  conformance: { weights: false },
  higherIsBetter: true,
});
