import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { seenInTopK, statScoresMetric } from '../shared/stat-scores-metric.js';
import { checkStatScores, statScoresShape, type ClassScoreOptions } from '../shared/stat-scores-options.js';
import { safeDivide } from '../shared/values.js';

/** Options of {@link negativePredictiveValue}. */
export interface NegativePredictiveValueOptions extends ClassScoreOptions {}

/**
 * Negative predictive value: of the samples that are not taken for a class, the share that is not of it,
 * $`\frac{TN}{TN + FN}`$, with the counts of true and false negatives.
 *
 * Predictions, targets, options and averages are those of {@link accuracy}. For the task `'binary'` it is the value of label 1.
 * `'micro'` (default) sums the counts of the classes; `'macro'` leaves out classes that neither occurred nor were predicted, and
 * with `topK` those that are no target. From 0 to 1, higher is better; 0 where all samples are taken for the class. Weights are
 * not used.
 *
 * @throws as {@link accuracy}: `LML_INVALID_OPTIONS`, `LML_SHAPE_MISMATCH`, `LML_INVALID_ARGUMENT`.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { negativePredictiveValue } from '@lml/metrics';
 *
 * const state = new MetricState(negativePredictiveValue({ task: 'binary' }));
 * await state.update([0.9, 0.2, 0.3, 0.4], [1, 0, 0, 1]);
 * state.compute(); // => 2 / 3
 *
 * const perClass = new MetricState(negativePredictiveValue({ average: 'none', numClasses: 3 }));
 * await perClass.update([0, 1, 1, 0], [0, 1, 0, 0]);
 * perClass.compute(); // => { dtype: 'float64', shape: [3], data: Float64Array.of(0.5, 1, 1) }
 * ```
 *
 * @see [torchmetrics.classification.NegativePredictiveValue](https://lightning.ai/docs/torchmetrics/stable/classification/negative_predictive_value.html) 1.9
 */
export const negativePredictiveValue = defineComponent({
  kind: 'metric',
  name: 'negative-predictive-value',
  summary: 'Of the samples that are not taken for a class, the share that is not of it.',
  schema: z.strictObject({ ...statScoresShape, ...metricShape }).superRefine(checkStatScores),
  examples: [{}, { numClasses: 3, average: 'none' }, { task: 'multilabel', scores: 'logits' }],
  create: (options, nature) =>
    statScoresMetric({
      ...nature,
      options,
      usesTrueNegatives: true,
      score: ({ trueNegatives, falseNegatives }) => safeDivide(trueNegatives, trueNegatives + falseNegatives),
      occurs: seenInTopK(options.topK),
    }),
  conformance: { weights: false },
  higherIsBetter: true,
});
