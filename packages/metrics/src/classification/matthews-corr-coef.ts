import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { checkClasses, classShape, type ClassOptions } from '../shared/class-options.js';
import { confusionMetric } from '../shared/confusion-metric.js';
import { safeDivide, sumOf, sumsOf, type Matrix } from '../shared/values.js';

/** Options of {@link matthewsCorrCoef}. */
export interface MatthewsCorrCoefOptions extends ClassOptions {}

/**
 * Matthews correlation coefficient, the correlation of predictions and targets as they are coded one-hot: for two classes
 * $`\frac{TP \cdot TN - FP \cdot FN}{\sqrt{(TP + FP)(TP + FN)(TN + FP)(TN + FN)}}`$; in general
 * $`\frac{c n - \sum_k t_k p_k}{\sqrt{(n^2 - \sum_k p_k^2)(n^2 - \sum_k t_k^2)}}`$ of n samples of which c are right, with class k
 * $`t_k`$ times the target and $`p_k`$ times the prediction.
 *
 * Predictions and targets by task are those of {@link accuracy}; of `'multilabel'` the counts of all labels are summed. It takes
 * account of all four counts, also where classes differ much in size. 1 where all is right, 0 where there is no correlation, −1 (of
 * two classes) where all is wrong; higher is better. Where targets or predictions are one class throughout: of two classes 1 if
 * all is right and −1 if all is wrong, else 0. Weights are not used.
 *
 * @throws as {@link confusionMatrix}: `LML_INVALID_OPTIONS`, `LML_SHAPE_MISMATCH`, `LML_INVALID_ARGUMENT`.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { matthewsCorrCoef } from '@lml/metrics';
 *
 * const state = new MetricState(matthewsCorrCoef({ task: 'binary' }));
 * await state.update([0.9, 0.2, 0.7, 0.4, 0.1], [1, 0, 0, 1, 0]);
 * state.compute(); // => 1 / 6
 * ```
 *
 * @see [torchmetrics.MatthewsCorrCoef](https://lightning.ai/docs/torchmetrics/stable/classification/matthews_corr_coef.html) 1.9, which
 * gives another number than 0 where predictions or targets are constant
 */
export const matthewsCorrCoef = defineComponent({
  kind: 'metric',
  name: 'matthews-corr-coef',
  summary: 'The correlation of predicted and right classes.',
  schema: z.strictObject({ ...classShape, ...metricShape }).superRefine(checkClasses),
  examples: [{}, { task: 'binary' }, { task: 'multilabel', numClasses: 3, scores: 'logits' }],
  create: (options, nature) =>
    confusionMetric({ ...nature, options, compute: (matrices) => correlation(matrices.reduce(plus)) }),
  conformance: { weights: false },
  higherIsBetter: true,
});

function plus(a: Matrix, b: Matrix): Matrix {
  return a.map((row, index) => row.map((count, column) => count + b[index]![column]!));
}

function correlation(matrix: Matrix): number {
  const { rows, columns } = sumsOf(matrix);
  const all = sumOf(rows);
  const right = sumOf(matrix.map((row, label) => row[label]!));
  if (matrix.length === 2 && all > 0 && (right === 0 || right === all)) return right === 0 ? -1 : 1;
  const product = (a: readonly number[], b: readonly number[]): number =>
    sumOf(a.map((count, label) => count * b[label]!));
  const spread = Math.sqrt(all ** 2 - product(columns, columns)) * Math.sqrt(all ** 2 - product(rows, rows));
  return safeDivide(right * all - product(rows, columns), spread);
}
