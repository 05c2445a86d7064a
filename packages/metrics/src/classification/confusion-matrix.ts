import { defineComponent, metricShape, type MatrixFigure } from '@lml/core';
import { z } from 'zod';

import { checkLabels, classNames, labelsShape } from '../shared/class-names.js';
import { checkClasses, classShape, type ClassOptions } from '../shared/class-options.js';
import { confusionMetric } from '../shared/confusion-metric.js';
import { safeDivide, sumOf, sumsOf, type Matrix } from '../shared/values.js';

const shape = {
  /**
   * What counts are divided by: nothing, the sum of their row ('true', what each class is taken for), of their column
   * ('pred'), or of all. Default: `'none'`.
   */
  normalize: z
    .enum(['none', 'true', 'pred', 'all'])
    .default('none')
    .describe(
      "What counts are divided by: nothing, the sum of their row ('true', what each class is taken for), of their column ('pred'), or of all.",
    ),
  ...labelsShape,
};

/** Options of {@link confusionMatrix}. */
export interface ConfusionMatrixOptions
  extends ClassOptions, z.input<z.ZodObject<typeof labelsShape>>, z.input<z.ZodObject<typeof shape>> {}

/**
 * Confusion matrix: how often each class (rows) was taken for each (columns).
 *
 * Predictions and targets by task are those of {@link accuracy}. The result is a figure of a matrix: for `'multiclass'` of float64
 * `[classes, classes]`, for `'binary'` of `[2, 2]`, the labels 0 and 1; for `'multilabel'` a record of such a figure for each label,
 * by its name or number. `labels` names classes, or labels. What `normalize` divides by 0 is 0. Weights are not used.
 *
 * @throws `LML_INVALID_OPTIONS` for options that exclude each other; `LML_SHAPE_MISMATCH` for shapes that do not fit the task
 * or `numClasses`; `LML_INVALID_ARGUMENT` if the number of classes cannot be told; and, from `check`, if targets or predicted
 * labels were no class, or `labels` are not as many as classes.
 *
 * @example
 * ```ts
 * import { MetricState, type MatrixFigure } from '@lml/core';
 * import { confusionMatrix } from '@lml/metrics';
 *
 * const state = new MetricState(confusionMatrix({ labels: ['cat', 'dog', 'owl'] }));
 * await state.update([[2, 1, 0], [0, 3, 1], [1, 0, 0], [0, 1, 2]], [0, 1, 1, 2]);
 * const { values, rows } = state.compute() as MatrixFigure;
 * values.data; // => Float64Array.of(1, 0, 0, 1, 1, 0, 0, 0, 1)
 * rows; // => ['cat', 'dog', 'owl']
 * ```
 *
 * @see [torchmetrics.classification.ConfusionMatrix](https://lightning.ai/docs/torchmetrics/stable/classification/confusion_matrix.html) 1.9
 */
export const confusionMatrix = defineComponent({
  kind: 'metric',
  name: 'confusion-matrix',
  summary: 'How often each class was taken for each.',
  schema: z
    .strictObject({ ...classShape, ...metricShape, ...shape })
    .superRefine(checkClasses)
    .superRefine(checkLabels),
  examples: [{}, { numClasses: 3, normalize: 'true', labels: ['a', 'b', 'c'] }, { task: 'binary', normalize: 'all' }],
  create: ({ normalize, labels, ...options }, nature) =>
    confusionMetric({
      ...nature,
      options,
      compute: (matrices, task) => {
        const figures = matrices.map((matrix) => normalized(matrix, normalize));
        const isMultilabel = task === 'multilabel';
        const names = labels && classNames(nature.name, labels, isMultilabel ? matrices.length : matrices[0]!.length);
        if (!isMultilabel) return figureOf('Confusion matrix', figures[0]!, names);
        const keys = names ?? figures.map((_, label) => String(label));
        const named = keys.map((key, label) => [
          key,
          figureOf(`Confusion matrix of ${key}`, figures[label]!, ['0', '1']),
        ]);
        return Object.fromEntries(named) as Record<string, MatrixFigure>;
      },
    }),
  conformance: { weights: false },
  higherIsBetter: undefined,
});

function normalized(matrix: Matrix, by: 'none' | 'true' | 'pred' | 'all'): Matrix {
  if (by === 'none') return matrix;
  const { rows, columns } = sumsOf(matrix);
  const all = sumOf(rows);
  return matrix.map((counts, row) =>
    counts.map((count, column) => safeDivide(count, { true: rows[row]!, pred: columns[column]!, all }[by])),
  );
}

function figureOf(title: string, matrix: Matrix, names?: readonly string[]): MatrixFigure {
  const values = {
    dtype: 'float64' as const,
    shape: [matrix.length, matrix.length],
    data: Float64Array.from(matrix.flat()),
  };
  const axes = { rowTitle: 'target', columnTitle: 'prediction' };
  return { figure: 'matrix', title, values, ...axes, ...(names && { rows: names, columns: names }) };
}
