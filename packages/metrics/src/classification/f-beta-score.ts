import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { fBeta } from '../shared/f-beta.js';
import { statScoresMetric } from '../shared/stat-scores-metric.js';
import { checkStatScores, statScoresShape, type ClassScoreOptions } from '../shared/stat-scores-options.js';
import { zeroDivisionShape } from '../shared/zero-division.js';

const shape = {
  /** How many times as much as precision recall counts. */
  beta: z.number().positive().describe('How many times as much as precision recall counts.'),
  ...zeroDivisionShape,
};

/** Options of {@link fBetaScore}. */
export interface FBetaScoreOptions
  extends ClassScoreOptions, z.input<z.ZodObject<typeof zeroDivisionShape>>, z.input<z.ZodObject<typeof shape>> {}

/**
 * F-beta score: the weighted harmonic mean of precision and recall,
 * $`\frac{(1 + \beta^2) \, TP}{(1 + \beta^2) \, TP + \beta^2 FN + FP}`$, with the counts of true positives, false negatives and
 * false positives.
 *
 * Predictions, targets, options and averages are those of {@link accuracy}. For the task `'binary'` it is the score of label 1.
 * The average `'micro'` (default) is the accuracy for `'multiclass'`; `'macro'` leaves out classes that neither occurred nor were
 * predicted. With `beta` above 1 recall matters more, below 1 precision; 1 is the {@link f1Score}. From 0 to 1, higher is
 * better; `zeroDivision` for a class that neither occurred nor was predicted. Weights are not used.
 *
 * @throws as {@link accuracy}: `LML_INVALID_OPTIONS`, `LML_SHAPE_MISMATCH`, `LML_INVALID_ARGUMENT`.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { fBetaScore } from '@lml/metrics';
 *
 * const state = new MetricState(fBetaScore({ task: 'binary', beta: 2 }));
 * await state.update([0.9, 0.2, 0.7, 0.4], [1, 0, 0, 1]);
 * state.compute(); // => 5 / (5 + 4 + 1)
 *
 * const perClass = new MetricState(fBetaScore({ beta: 0.5, average: 'none', numClasses: 3 }));
 * await perClass.update([0, 1, 1, 0], [0, 1, 0, 0]);
 * perClass.compute(); // => { dtype: 'float64', shape: [3], data: Float64Array.of(2.5 / 2.75, 1.25 / 2.25, 0) }
 * ```
 *
 * @see [torchmetrics.classification.FBetaScore](https://lightning.ai/docs/torchmetrics/stable/classification/fbeta_score.html) 1.9
 */
export const fBetaScore = defineComponent({
  kind: 'metric',
  name: 'f-beta-score',
  summary: 'The harmonic mean of precision and recall, weighted.',
  schema: z.strictObject({ ...statScoresShape, ...metricShape, ...shape }).superRefine(checkStatScores),
  examples: [
    { beta: 2 },
    { beta: 0.5, numClasses: 3, average: 'none' },
    { beta: 0.5, task: 'binary', zeroDivision: 1 },
  ],
  create: ({ beta, zeroDivision, ...options }, nature) =>
    statScoresMetric({ ...nature, options, score: fBeta(beta, zeroDivision) }),
  conformance: { weights: false },
  higherIsBetter: true,
});
