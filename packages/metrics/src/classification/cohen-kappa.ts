import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { checkClasses, exclusiveClassShape, type ExclusiveClassOptions } from '../shared/class-options.js';
import { confusionMetric } from '../shared/confusion-metric.js';
import { sumOf, sumsOf } from '../shared/values.js';

const shape = {
  /**
   * How much a confusion weighs: all the same ('none'), as the classes are apart ('linear'), or as the square of that
   * ('quadratic'), for classes in an order. Default: `'none'`.
   */
  weights: z
    .enum(['none', 'linear', 'quadratic'])
    .default('none')
    .describe(
      "How much a confusion weighs: all the same ('none'), as the classes are apart ('linear'), or as the square of that ('quadratic'), for classes in an order.",
    ),
};

/** Options of {@link cohenKappa}. */
export interface CohenKappaOptions extends ExclusiveClassOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * Cohen's kappa: how far predictions and targets agree beyond what they would by chance,
 * $`1 - \frac{\sum_{ij} w_{ij} n_{ij}}{\sum_{ij} w_{ij} n_{i \cdot} n_{\cdot j} / n}`$, with the counts $`n_{ij}`$ of the
 * {@link confusionMatrix}, the sums of its rows and columns, and weights $`w_{ij}`$ of 1, $`|i - j|`$ or $`(i - j)^2`$ off the
 * diagonal.
 *
 * Predictions and targets are those of {@link accuracy}, of the tasks `'binary'` and `'multiclass'`. 1 where all agree, 0 where it is
 * chance, below where it is less; higher is better. NaN where nothing was counted, or where predictions and targets are one class
 * throughout. Weights of samples are not used.
 *
 * @throws as {@link confusionMatrix}: `LML_INVALID_OPTIONS`, `LML_SHAPE_MISMATCH`, `LML_INVALID_ARGUMENT`.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { cohenKappa } from '@lml/metrics';
 *
 * const state = new MetricState(cohenKappa({ numClasses: 3, weights: 'quadratic' }));
 * await state.update([0, 1, 2, 2], [0, 1, 1, 2]);
 * state.compute(); // => 0.8
 * ```
 *
 * @see [torchmetrics.CohenKappa](https://lightning.ai/docs/torchmetrics/stable/classification/cohen_kappa.html) 1.9
 */
export const cohenKappa = defineComponent({
  kind: 'metric',
  name: 'cohen-kappa',
  summary: 'How far predictions and targets agree beyond chance.',
  schema: z.strictObject({ ...exclusiveClassShape, ...metricShape, ...shape }).superRefine(checkClasses),
  examples: [{}, { numClasses: 3, weights: 'quadratic' }, { task: 'binary', weights: 'linear' }],
  create: ({ weights, ...options }, nature) =>
    confusionMetric({
      ...nature,
      options,
      compute: ([matrix]) => {
        const { rows, columns } = sumsOf(matrix!);
        const weigh = {
          none: (distance: number) => (distance === 0 ? 0 : 1),
          linear: (distance: number) => distance,
          quadratic: (distance: number) => distance ** 2,
        }[weights];
        const weighted = (value: (row: number, column: number) => number): number =>
          sumOf(
            rows.flatMap((_, row) => columns.map((_sum, column) => weigh(Math.abs(row - column)) * value(row, column))),
          );
        const seen = weighted((row, column) => matrix![row]![column]!);
        const expected = weighted((row, column) => rows[row]! * columns[column]!) / sumOf(rows);
        return 1 - seen / expected;
      },
    }),
  conformance: { weights: false },
  higherIsBetter: true,
});
