import { defineComponent, metricShape, type MetricResult } from '@lml/core';
import { z } from 'zod';

import { complainTo } from '../shared/class-options.js';
import { groupMetric, groupShape, type GroupOptions } from '../shared/group-counts.js';
import { safeDivide } from '../shared/values.js';

const shape = {
  /**
   * What is compared: how often groups are predicted 1 ('demographic-parity', which needs no target), how often of those
   * that are 1 ('equal-opportunity'), or both ('all'). Default: `'all'`.
   */
  task: z
    .enum(['demographic-parity', 'equal-opportunity', 'all'])
    .default('all')
    .describe(
      "What is compared: how often groups are predicted 1 ('demographic-parity', which needs no target), how often of those that are 1 ('equal-opportunity'), or both ('all').",
    ),
};

/** Options of {@link binaryFairness}. */
export interface BinaryFairnessOptions extends GroupOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * How much alike groups of samples are treated: the lowest rate of a group divided by the highest.
 *
 * The rate is how often the group is predicted 1, $`\frac{TP + FP}{TP + FP + TN + FN}`$, for `demographicParity`, and how often those
 * of the group are that are 1, $`\frac{TP}{TP + FN}`$, for `equalOpportunity`. The result is a record of what `task` asks for, each
 * `{ value, lowestGroup, highestGroup }`. From 0 to 1, where all groups are treated alike; higher is better. Groups of which nothing was
 * counted that the rate divides by are left out; 0 where all rates are 0.
 *
 * Predictions and targets are those of the task `'binary'` of {@link accuracy}; the column `groups` holds the number of the group,
 * from 0, of each sample, `[batch]`, or of each target. Weights are not used.
 *
 * @throws `LML_INVALID_OPTIONS` for an `ignoreIndex` where no targets are looked at; else as {@link binaryGroupStatRates}:
 * `LML_INVALID_ARGUMENT`, `LML_SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { binaryFairness } from '@lml/metrics';
 *
 * const state = new MetricState(binaryFairness({ numGroups: 2, task: 'demographic-parity' }));
 * await state.update([0.9, 0.8, 0.7, 0.4], undefined, { groups: [0, 0, 1, 1] });
 * state.compute(); // => { demographicParity: { value: 0.5, lowestGroup: 1, highestGroup: 0 } }
 * ```
 *
 * @see [torchmetrics.classification.BinaryFairness](https://lightning.ai/docs/torchmetrics/stable/classification/group_fairness.html) 1.9,
 * which has the numbers of the groups in the name of a result, and takes the rate of an absent group for 0
 */
export const binaryFairness = defineComponent({
  kind: 'metric',
  name: 'binary-fairness',
  summary: 'How much alike groups of samples are treated.',
  schema: z.strictObject({ ...groupShape, ...metricShape, ...shape }).superRefine(({ task, ignoreIndex }, context) => {
    if (task === 'demographic-parity' && ignoreIndex !== undefined)
      complainTo(context)('ignoreIndex', `must be left out for the task '${task}', which looks at no targets`);
  }),
  examples: [
    { numGroups: 2 },
    { numGroups: 2, task: 'demographic-parity' },
    { numGroups: 2, task: 'equal-opportunity' },
  ],
  create: ({ task, ...options }, nature) =>
    groupMetric({
      ...nature,
      options,
      usesTarget: task !== 'demographic-parity',
      compute: (groups): MetricResult => {
        const positives = groups.map(({ truePositives, falsePositives, trueNegatives, falseNegatives }) => {
          const part = truePositives + falsePositives;
          return { part, all: part + trueNegatives + falseNegatives };
        });
        const found = groups.map(({ truePositives, falseNegatives }) => {
          return { part: truePositives, all: truePositives + falseNegatives };
        });
        return {
          ...(task !== 'equal-opportunity' && { demographicParity: ratio(positives) }),
          ...(task !== 'demographic-parity' && { equalOpportunity: ratio(found) }),
        };
      },
    }),
  conformance: {
    weights: false,
    prediction: { shape: [8], low: 0.05, high: 0.95 },
    target: { shape: [8], dtype: 'int32', values: [0, 1, 1, 0, 1, 0, 0, 1] },
    columns: { groups: { shape: [8], dtype: 'int32', values: [0, 1, 0, 1, 1, 0, 0, 1] } },
  },
  higherIsBetter: true,
});

/** The lowest of the shares that are defined, divided by the highest. */
function ratio(shares: readonly { readonly part: number; readonly all: number }[]): Record<string, number> {
  const rates = shares.map(({ part, all }, group) => ({ group, rate: safeDivide(part, all), isDefined: all > 0 }));
  const defined = rates.filter(({ isDefined }) => isDefined);
  const compared = defined.length > 0 ? defined : rates;
  const lowest = compared.reduce((best, one) => (one.rate < best.rate ? one : best));
  const highest = compared.reduce((best, one) => (one.rate > best.rate ? one : best));
  return { value: safeDivide(lowest.rate, highest.rate), lowestGroup: lowest.group, highestGroup: highest.group };
}
