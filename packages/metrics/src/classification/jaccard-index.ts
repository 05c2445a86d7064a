import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { averageScores } from '../shared/average-scores.js';
import { checkClasses, classShape, type ClassOptions } from '../shared/class-options.js';
import { confusionMetric } from '../shared/confusion-metric.js';
import type { StatScores } from '../shared/stat-scores.js';
import { safeDivide, sumOf, sumsOf, type Matrix } from '../shared/values.js';
import { zeroDivisionShape } from '../shared/zero-division.js';

const shape = {
  /** How the scores of classes become one; not used for the task 'binary'. Default: `'macro'`. */
  average: z
    .enum(['micro', 'macro', 'weighted', 'none'])
    .default('macro')
    .describe("How the scores of classes become one; not used for the task 'binary'."),
  ...zeroDivisionShape,
};

/** Options of {@link jaccardIndex}. */
export interface JaccardIndexOptions
  extends ClassOptions, z.input<z.ZodObject<typeof zeroDivisionShape>>, z.input<z.ZodObject<typeof shape>> {}

/**
 * Jaccard index, or intersection over union: of the samples that are of a class or taken for it, the share that is both,
 * $`\frac{TP}{TP + FP + FN}`$, with the counts of true positives, false positives and false negatives.
 *
 * Predictions and targets by task are those of {@link accuracy}; of segmentation masks every pixel is a sample, so that it is the
 * mean IoU over all images. For the task `'binary'` it is the index of label 1. `average` is over classes: `'macro'` (default) their
 * mean, where multiclass leaves out classes that neither occurred nor were predicted, `'micro'` of the counts of all together,
 * `'weighted'` by how often each is the target, `'none'` one number a class, float64 `[classes]`. A class that is `ignoreIndex` is left
 * out, also where it was predicted, but for `'none'`. From 0 to 1, higher is better; `zeroDivision` for a class that is nowhere; the mean
 * over no class is NaN. Weights are not used.
 *
 * @throws as {@link confusionMatrix}: `LML_INVALID_OPTIONS`, `LML_SHAPE_MISMATCH`, `LML_INVALID_ARGUMENT`.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { jaccardIndex } from '@lml/metrics';
 *
 * const state = new MetricState(jaccardIndex({ numClasses: 3 }));
 * await state.update([0, 1, 1, 2], [0, 1, 2, 2]);
 * state.compute(); // => (1 + 0.5 + 0.5) / 3
 * ```
 *
 * @see [torchmetrics.JaccardIndex](https://lightning.ai/docs/torchmetrics/stable/classification/jaccard_index.html) 1.9, which takes
 * an ignored 0 or 1 of the task multilabel for the number of a label
 */
export const jaccardIndex = defineComponent({
  kind: 'metric',
  name: 'jaccard-index',
  summary: 'Intersection over union of what is of a class and what is taken for it.',
  schema: z.strictObject({ ...classShape, ...metricShape, ...shape }).superRefine(checkClasses),
  examples: [{}, { numClasses: 3, average: 'none', zeroDivision: 1 }, { task: 'binary', threshold: 0.25 }],
  create: ({ average, zeroDivision, ...options }, nature) =>
    confusionMetric({
      ...nature,
      options,
      compute: (matrices, task) => {
        const all = task === 'multiclass' ? countsOfClasses(matrices[0]!) : countsOfLabels(matrices);
        const isLeftOut = (label: number): boolean => task === 'multiclass' && label === options.ignoreIndex;
        return averageScores({
          counts: average === 'none' ? all : without(all, isLeftOut),
          average: task === 'binary' ? 'micro' : average,
          score: ({ truePositives, falsePositives, falseNegatives }) =>
            safeDivide(truePositives, truePositives + falsePositives + falseNegatives, zeroDivision),
          occurs: ({ truePositives, falsePositives, falseNegatives }) =>
            task !== 'multiclass' || truePositives + falsePositives + falseNegatives > 0,
          otherwise: NaN,
        });
      },
    }),
  conformance: { weights: false },
  higherIsBetter: true,
});

function countsOfClasses(matrix: Matrix): StatScores {
  const { rows, columns } = sumsOf(matrix);
  const truePositives = matrix.map((row, label) => row[label]!);
  const falsePositives = columns.map((sum, label) => sum - truePositives[label]!);
  const falseNegatives = rows.map((sum, label) => sum - truePositives[label]!);
  const all = sumOf(rows);
  const trueNegatives = rows.map((sum, label) => all - sum - falsePositives[label]!);
  return { truePositives, falsePositives, falseNegatives, trueNegatives };
}

function countsOfLabels(matrices: readonly Matrix[]): StatScores {
  const at = (row: number, column: number): number[] => matrices.map((matrix) => matrix[row]![column]!);
  return { truePositives: at(1, 1), falsePositives: at(0, 1), falseNegatives: at(1, 0), trueNegatives: at(0, 0) };
}

function without(counts: StatScores, isLeftOut: (label: number) => boolean): StatScores {
  const kept = (numbers: readonly number[]): number[] => numbers.filter((_, label) => !isLeftOut(label));
  return {
    truePositives: kept(counts.truePositives),
    falsePositives: kept(counts.falsePositives),
    falseNegatives: kept(counts.falseNegatives),
    trueNegatives: kept(counts.trueNegatives),
  };
}
