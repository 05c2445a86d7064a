import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { statScoresMetric } from '../shared/stat-scores-metric.js';
import { checkStatScores, statScoresShape, type ClassScoreOptions } from '../shared/stat-scores-options.js';
import { safeDivide } from '../shared/values.js';

/** Options of {@link specificity}. */
export interface SpecificityOptions extends ClassScoreOptions {}

/**
 * Specificity, the true negative rate: of the samples that are not of a class, the share that is not taken for it,
 * $`\frac{TN}{TN + FP}`$, with the counts of true negatives and false positives.
 *
 * Predictions, targets, options and averages are those of {@link accuracy}. For the task `'binary'` it is the specificity of
 * label 1. `'micro'` (default) sums the counts of the classes; `'macro'` leaves out classes that neither occurred nor were
 * predicted. From 0 to 1, higher is better; 0 where all samples are of the class. Weights are not used.
 *
 * @throws as {@link accuracy}: `LML_INVALID_OPTIONS`, `LML_SHAPE_MISMATCH`, `LML_INVALID_ARGUMENT`.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { specificity } from '@lml/metrics';
 *
 * const state = new MetricState(specificity({ task: 'binary' }));
 * await state.update([0.9, 0.2, 0.7, 0.4], [1, 0, 0, 0]);
 * state.compute(); // => 2 / 3
 *
 * const perClass = new MetricState(specificity({ average: 'none', numClasses: 3 }));
 * await perClass.update([0, 1, 1, 0], [0, 1, 0, 0]);
 * perClass.compute(); // => { dtype: 'float64', shape: [3], data: Float64Array.of(1, 2 / 3, 1) }
 * ```
 *
 * @see [torchmetrics.classification.Specificity](https://lightning.ai/docs/torchmetrics/stable/classification/specificity.html) 1.9
 */
export const specificity = defineComponent({
  kind: 'metric',
  name: 'specificity',
  summary: 'Of the samples that are not of a class, the share that is not taken for it.',
  schema: z.strictObject({ ...statScoresShape, ...metricShape }).superRefine(checkStatScores),
  examples: [{}, { numClasses: 3, average: 'macro', topK: 2 }, { task: 'binary', threshold: 0.25 }],
  create: (options, nature) =>
    statScoresMetric({
      ...nature,
      options,
      usesTrueNegatives: true,
      score: ({ trueNegatives, falsePositives }) => safeDivide(trueNegatives, trueNegatives + falsePositives),
    }),
  conformance: { weights: false },
  higherIsBetter: true,
});
