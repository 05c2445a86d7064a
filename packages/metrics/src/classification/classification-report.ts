import { defineComponent, metricShape, metricView, type Metric, type MetricResult } from '@lml/core';
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
import { safeDivide, sumOf } from '../shared/values.js';
import { zeroDivisionShape } from '../shared/zero-division.js';

const shape = { ...labelsShape, ...zeroDivisionShape };

/** Options of {@link classificationReport}. */
export interface ClassificationReportOptions
  extends ClassOptions, z.input<z.ZodObject<typeof labelsShape>>, z.input<z.ZodObject<typeof zeroDivisionShape>> {}

/**
 * Precision, recall, F1 score and support (how much of the targets it is) of each class, and their averages.
 *
 * The result is a record: `classes`, by name or number `{ precision, recall, f1Score, support }`; `macroAverage`, the mean over all
 * classes; `weightedAverage`, weighted by support; and `accuracy`, or for the task `'multilabel'` `microAverage`, of all labels
 * together. For the task `'binary'` the classes are 0 and 1. Predictions and targets by task are those of {@link accuracy}; the scores
 * are those of {@link precision}, {@link recall} and {@link f1Score}, from 0 to 1, higher is better, `zeroDivision` where they
 * divide by 0. A sample of weight w counts w times. Unlike those the mean over classes leaves out none.
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
 * const report = state.compute() as Record<string, any>;
 * report['classes']['spam']; // => { precision: 2 / 3, recall: 2 / 3, f1Score: 2 / 3, support: 3 }
 * report['macroAverage']; // => { precision: 1 / 3, recall: 1 / 3, f1Score: 1 / 3, support: 4 }
 * report['accuracy']; // => 0.5
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
      return {
        classes: Object.fromEntries(names.map((label, index) => [label, rows[index]!])) as Record<string, MetricResult>,
        ...(task === 'multilabel' ? { microAverage: all } : { accuracy: all.recall }),
        macroAverage: mean(
          rows,
          rows.map(() => 1),
        ),
        weightedAverage: mean(rows, sumOf(actual) === 0 ? rows.map(() => 1) : actual),
      };
    },
  }),
  higherIsBetter: undefined,
});

type Scores = Record<'precision' | 'recall' | 'f1Score' | 'support', number>;

function scoresOf(hits: number, predicted: number, support: number, zeroDivision: number): Scores {
  return {
    precision: safeDivide(hits, predicted, zeroDivision),
    recall: safeDivide(hits, support, zeroDivision),
    f1Score: safeDivide(2 * hits, predicted + support, zeroDivision),
    support,
  };
}

/** The mean of scores; the support is that of all. */
function mean(rows: readonly Scores[], weights: readonly number[]): Scores {
  const of = (key: keyof Scores): number =>
    sumOf(rows.map((row, index) => row[key] * weights[index]!)) / sumOf(weights);
  return {
    precision: of('precision'),
    recall: of('recall'),
    f1Score: of('f1Score'),
    support: sumOf(rows.map(({ support }) => support)),
  };
}
