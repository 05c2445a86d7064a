import { defineComponent, metricShape, type Metric } from '@lml/core';
import { z } from 'zod';

import type { ClassCounts } from '../shared/average-scores.js';
import { classesTold, scoresOf, statScoresCounting } from '../shared/stat-scores-metric.js';
import { checkStatScores, statScoresShape, type ClassScoreOptions } from '../shared/stat-scores-options.js';
import { readStatScores } from '../shared/stat-scores.js';

/** Options of {@link statScores}. */
export interface StatScoresOptions extends ClassScoreOptions {}

const COUNTS: Readonly<Record<string, (counts: ClassCounts) => number>> = {
  truePositives: ({ truePositives }) => truePositives,
  falsePositives: ({ falsePositives }) => falsePositives,
  trueNegatives: ({ trueNegatives }) => trueNegatives,
  falseNegatives: ({ falseNegatives }) => falseNegatives,
  support: ({ truePositives, falseNegatives }) => truePositives + falseNegatives,
};

/**
 * The counts of true positives, false positives, true negatives and false negatives, and the support, which is how often a class
 * is the target: $`TP + FN`$.
 *
 * The result is a record `{ truePositives, falsePositives, trueNegatives, falseNegatives, support }`, of numbers, or of arrays with
 * a number for each class (`average: 'none'`) or sample (`multidimAverage: 'samplewise'`). Predictions, targets and options are those
 * of {@link accuracy}. `'micro'` (default) sums the counts of the classes, `'macro'` is their mean over all classes, `'weighted'`
 * their mean weighted by support (0 where nothing was counted). For the task `'binary'` the counts are those of label 1. Weights
 * are not used.
 *
 * @throws as {@link accuracy}: `LML_INVALID_OPTIONS`, `LML_SHAPE_MISMATCH`, `LML_INVALID_ARGUMENT`.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { statScores } from '@lml/metrics';
 *
 * const state = new MetricState(statScores({ task: 'binary' }));
 * await state.update([0.9, 0.2, 0.7, 0.4], [1, 0, 0, 0]);
 * state.compute(); // => { truePositives: 1, falsePositives: 1, trueNegatives: 2, falseNegatives: 0, support: 1 }
 * ```
 *
 * @see [torchmetrics.classification.StatScores](https://lightning.ai/docs/torchmetrics/stable/classification/stat_scores.html) 1.9,
 * which gives an array in this order
 */
export const statScores = defineComponent({
  kind: 'metric',
  name: 'stat-scores',
  summary: 'The counts of true and false positives and negatives, and the support.',
  schema: z.strictObject({ ...statScoresShape, ...metricShape }).superRefine(checkStatScores),
  examples: [{}, { numClasses: 3, average: 'none' }, { task: 'binary' }],
  create: (options, { name, traits }): Metric => {
    const told = classesTold(options);
    return {
      ...statScoresCounting(name, told),
      higherIsBetter: traits.higherIsBetter,
      compute: (values) => {
        const each = readStatScores(told, values);
        const counts = Object.entries(COUNTS).map(([key, score]) => {
          return [key, scoresOf(each, options, { score, occurs: () => true })];
        });
        return Object.fromEntries(counts) as Record<string, number>;
      },
    };
  },
  conformance: { weights: false },
  higherIsBetter: undefined,
});
