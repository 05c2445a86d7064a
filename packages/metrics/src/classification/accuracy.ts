import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { seenInTopK, statScoresMetric } from '../shared/stat-scores-metric.js';
import { checkStatScores, statScoresShape, type ClassScoreOptions } from '../shared/stat-scores-options.js';
import { safeDivide } from '../shared/values.js';

/** Options of {@link accuracy}. */
export interface AccuracyOptions extends ClassScoreOptions {}

/**
 * Accuracy: the share of predictions that are right.
 *
 * Predictions and targets by task, the class axis last:
 * - `'multiclass'`: scores `[batch, …, classes]` (logits or probabilities; the highest, of equal ones the first, is the
 *   prediction) or class indices `[batch, …]`, against class indices `[batch, …]`;
 * - `'binary'`: one score or label `[batch, …]`, or `[batch, …, 1]`, against labels 0 and 1;
 * - `'multilabel'`: scores or labels `[batch, …, labels]` against labels 0 and 1 of the same shape.
 *
 * float32 predictions of the last two are scores: a label is predicted where the probability is above `threshold`. Predicted
 * class indices at several positions must be int32, so that they are not taken for scores.
 *
 * With the counts of true and false positives and negatives TP, FP, FN, TN, the accuracy of a class is
 * $`\frac{TP}{TP + FN}`$ for `'multiclass'`, else $`\frac{TP + TN}{TP + FP + FN + TN}`$; 0 where nothing was counted.
 * `average` is over classes:
 * - `'micro'` (default, plain accuracy, as torchmetrics' `Accuracy` has it): from the counts of all classes together;
 * - `'macro'` (what torchmetrics' `MulticlassAccuracy` does by default: balanced accuracy): the mean over classes, where
 *   multiclass leaves out classes that neither occurred nor were predicted;
 * - `'weighted'`: weighted by TP + FN; `'none'`: one number a class, float64 `[classes]`.
 *
 * With `topK` a right class among the k highest scores counts as predicted, else the highest does; `'macro'` then leaves
 * out classes that are no target. Every sample counts once: weights are not used. A score of NaN is not looked for: a run ends by its
 * loss, and `auroc` and `log-loss` refuse one.
 *
 * @throws `LML_INVALID_OPTIONS` for options that exclude each other; `LML_SHAPE_MISMATCH` for shapes that do not fit the
 * task or `numClasses`; `LML_INVALID_ARGUMENT` if the task cannot be told, or `topK` is more than the classes; and, from
 * `check`, if targets or predicted labels were no class.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { accuracy } from '@lml/metrics';
 *
 * const state = new MetricState(accuracy());
 * await state.update([[2, 1, 0], [0, 3, 1], [1, 0, 0], [0, 1, 2]], [0, 1, 1, 2]);
 * state.compute(); // => 0.75
 *
 * const balanced = new MetricState(accuracy({ average: 'macro' }));
 * await balanced.update([[2, 1, 0], [0, 3, 1], [1, 0, 0], [0, 1, 2]], [0, 1, 1, 2]);
 * balanced.compute(); // => 2.5 / 3
 * ```
 *
 * @see [torchmetrics.classification.Accuracy](https://lightning.ai/docs/torchmetrics/stable/classification/accuracy.html) 1.9
 */
export const accuracy = defineComponent({
  kind: 'metric',
  name: 'accuracy',
  summary: 'The share of predictions that are right.',
  schema: z.strictObject({ ...statScoresShape, ...metricShape }).superRefine(checkStatScores),
  examples: [
    {},
    { numClasses: 3, average: 'macro', topK: 2 },
    { task: 'multilabel', scores: 'logits' },
    { task: 'binary' },
  ],
  create: (options, nature) =>
    statScoresMetric({
      ...nature,
      options,
      score: ({ truePositives, falsePositives, falseNegatives, trueNegatives }, task) =>
        task === 'multiclass'
          ? safeDivide(truePositives, truePositives + falseNegatives)
          : safeDivide(truePositives + trueNegatives, truePositives + falsePositives + falseNegatives + trueNegatives),
      occurs: seenInTopK(options.topK),
    }),
  conformance: { weights: false },
  higherIsBetter: true,
});
