import { defineComponent, metricShape, metricView, type Metric } from '@lml/core';
import { z } from 'zod';

import { checkClasses, exclusiveClassShape, type ExclusiveClassOptions } from '../shared/class-options.js';
import {
  checkClassTotals,
  classTotalsGroup,
  initClassTotals,
  readClassTotals,
  updateClassTotals,
} from '../shared/class-totals.js';
import { sumOf } from '../shared/values.js';

const shape = {
  /** Whether it is adjusted for chance, so that what guesses scores 0. Default: `false`. */
  adjusted: z.boolean().default(false).describe('Whether it is adjusted for chance, so that what guesses scores 0.'),
};

/** Options of {@link balancedAccuracy}. */
export interface BalancedAccuracyOptions extends ExclusiveClassOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * Balanced accuracy: the mean of the recall of each class, $`\frac{1}{K} \sum_k \frac{TP_k}{TP_k + FN_k}`$ over the K classes that
 * are targets, so that each class counts alike however large it is.
 *
 * Predictions and targets are those of {@link accuracy}, of the tasks `'binary'` (the mean of sensitivity and specificity) and
 * `'multiclass'`. From 0 to 1, higher is better. With `adjusted` it is $`\frac{b - 1/K}{1 - 1/K}`$ of the mean b: 0 by chance, 1 where
 * all is right. A sample of weight w counts w times. NaN where nothing was counted, and adjusted where only one class is a target
 * (minus infinity if it was not always found).
 *
 * @throws as {@link confusionMatrix}: `LML_INVALID_OPTIONS`, `LML_SHAPE_MISMATCH`, `LML_INVALID_ARGUMENT`.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { balancedAccuracy } from '@lml/metrics';
 *
 * const state = new MetricState(balancedAccuracy({ task: 'binary' }));
 * await state.update([0.1, 0.2, 0.7, 0.4], [0, 0, 0, 1]);
 * state.compute(); // => (2 / 3 + 0) / 2
 * ```
 *
 * @see [sklearn.metrics.balanced_accuracy_score](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.balanced_accuracy_score.html) 1.9
 */
export const balancedAccuracy = defineComponent({
  kind: 'metric',
  name: 'balanced-accuracy',
  summary: 'The mean of the recall of each class.',
  schema: z.strictObject({ ...exclusiveClassShape, ...metricShape, ...shape }).superRefine(checkClasses),
  examples: [{}, { numClasses: 3, adjusted: true }, { task: 'binary', threshold: 0.25 }],
  create: ({ adjusted, ...options }, { name, traits }): Metric => ({
    name,
    ...metricView(options),
    higherIsBetter: traits.higherIsBetter,
    group: classTotalsGroup(options),
    init: (context) => initClassTotals(name, options, context),
    update: (state, { prediction, target, weight }, { scores }) =>
      updateClassTotals(state, { metric: name, options, prediction, target, weight, scores }),
    check: (values) => checkClassTotals(name, options, values),
    compute: (values) => {
      const { truePositives, actual } = readClassTotals(options, values);
      const recalls = truePositives.flatMap((hits, label) => (actual[label]! > 0 ? hits / actual[label]! : []));
      const mean = sumOf(recalls) / recalls.length;
      const chance = 1 / recalls.length;
      return adjusted ? (mean - chance) / (1 - chance) : mean;
    },
  }),
  higherIsBetter: true,
});
