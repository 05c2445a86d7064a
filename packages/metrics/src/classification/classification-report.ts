import { defineComponent, metricShape, metricView, type Metric } from '@lml/core';
import { z } from 'zod';

import { checkLabels, classNames, labelsShape } from '../shared/class-names.js';
import { checkClasses, classShape, type ClassOptions } from '../shared/class-options.js';
import {
  checkClassTotals,
  classTotalsGroup,
  initClassTotals,
  readClassTotals,
  updateClassTotals,
} from '../shared/class-totals.js';
import { resultOf, safeDivide, sumOf } from '../shared/values.js';
import { zeroDivisionShape } from '../shared/zero-division.js';

const shape = { ...labelsShape, ...zeroDivisionShape };

/** Options of {@link classificationReport}. */
export interface ClassificationReportOptions
  extends ClassOptions, z.input<z.ZodObject<typeof labelsShape>>, z.input<z.ZodObject<typeof zeroDivisionShape>> {}

/**
 * Precision, recall and F1 score of each class and their averages, and the support of each class: how many of the targets it is.
 *
 * The result is a record. `scores` is a figure, a matrix with a row for each class and for `macro average` and `weighted average` (by
 * support), and the columns `precision`, `recall` and `F1 score`; `support` a figure of bars. Numbers beside them are `accuracy` (or for the
 * task `'multilabel'`, whose matrix has the row `micro average` too, `microF1Score`), `macroF1Score` and `weightedF1Score`. For the task
 * `'binary'` the classes are 0 and 1. Predictions and targets by task are those of {@link accuracy}, and the scores those of
 * {@link precision}, {@link recall} and {@link f1Score}, from 0 to 1, higher is better, `zeroDivision` where they divide by 0. The macro
 * average is over all classes, also those that do not occur. Other than by those metrics, a sample of weight w counts w times.
 *
 * @throws as {@link confusionMatrix}: `LML_INVALID_OPTIONS`, `LML_SHAPE_MISMATCH`, `LML_INVALID_ARGUMENT`.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { classificationReport } from '@lml/metrics';
 *
 * const state = new MetricState(classificationReport({ task: 'binary', labels: ['ham', 'spam'] }));
 * await state.update([0.9, 0.2, 0.7, 0.8], [1, 1, 0, 1]);
 * const { accuracy, macroF1Score, scores, support } = state.compute() as Record<string, any>;
 * [accuracy, macroF1Score]; // => [0.5, 1 / 3]
 * scores.rows; // => ['ham', 'spam', 'macro average', 'weighted average']
 * Array.from(scores.values.data.slice(3, 6)); // => [2 / 3, 2 / 3, 2 / 3]
 * support.values; // => { dtype: 'float64', shape: [2], data: Float64Array.of(1, 3) }
 * ```
 *
 * @see [sklearn.metrics.classification_report](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.classification_report.html) 1.9,
 * which knows only classes that occur, and averages labels of samples too
 */
export const classificationReport = defineComponent({
  kind: 'metric',
  name: 'classification-report',
  summary: 'Precision, recall, F1 score and support of each class, and their averages.',
  schema: z
    .strictObject({ ...classShape, ...metricShape, ...shape })
    .superRefine(checkClasses)
    .superRefine(checkLabels),
  examples: [{}, { numClasses: 3, labels: ['a', 'b', 'c'], zeroDivision: 1 }, { task: 'binary' }],
  create: ({ labels, zeroDivision, ...options }, { name, traits }): Metric => ({
    name,
    ...metricView(options),
    higherIsBetter: traits.higherIsBetter,
    group: classTotalsGroup(options),
    init: (context) => initClassTotals(name, options, context),
    update: (state, { prediction, target, weight }, { scores }) =>
      updateClassTotals(state, { metric: name, options, prediction, target, weight, scores }),
    check: (values) => checkClassTotals(name, options, values),
    compute: (values) => {
      const { task, truePositives, predicted, actual } = readClassTotals(options, values);
      const rows = actual.map((support, label) =>
        scoresOf(truePositives[label]!, predicted[label]!, support, zeroDivision),
      );
      const names = classNames(name, labels, rows.length);
      const all = scoresOf(sumOf(truePositives), sumOf(predicted), sumOf(actual), zeroDivision);
      const macro = mean(
        rows,
        rows.map(() => 1),
      );
      const weighted = mean(rows, sumOf(actual) === 0 ? rows.map(() => 1) : actual);
      const isMultilabel = task === 'multilabel';
      const shown = [
        ...rows.map((row, label) => [names[label]!, row] as const),
        ...(isMultilabel ? [['micro average', all] as const] : []),
        ['macro average', macro] as const,
        ['weighted average', weighted] as const,
      ];
      return {
        ...(isMultilabel ? { microF1Score: all.f1Score } : { accuracy: all.recall }),
        macroF1Score: macro.f1Score,
        weightedF1Score: weighted.f1Score,
        scores: {
          figure: 'matrix',
          title: 'Scores of classes',
          values: {
            dtype: 'float64',
            shape: [shown.length, 3],
            data: Float64Array.from(
              shown.flatMap(([, { precision, recall, f1Score }]) => [precision, recall, f1Score]),
            ),
          },
          rows: shown.map(([row]) => row),
          columns: ['precision', 'recall', 'F1 score'],
        },
        support: { figure: 'bars', title: 'Support of classes', labels: names, values: resultOf(actual) },
      };
    },
  }),
  higherIsBetter: undefined,
});

type Scores = Record<'precision' | 'recall' | 'f1Score', number>;

function scoresOf(hits: number, predicted: number, support: number, zeroDivision: number): Scores {
  return {
    precision: safeDivide(hits, predicted, zeroDivision),
    recall: safeDivide(hits, support, zeroDivision),
    f1Score: safeDivide(2 * hits, predicted + support, zeroDivision),
  };
}

function mean(rows: readonly Scores[], weights: readonly number[]): Scores {
  const of = (key: keyof Scores): number =>
    sumOf(rows.map((row, index) => row[key] * weights[index]!)) / sumOf(weights);
  return { precision: of('precision'), recall: of('recall'), f1Score: of('f1Score') };
}
