import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { groupMetric, groupShape, type GroupOptions } from '../shared/group-counts.js';

/** Options of {@link binaryGroupStatRates}. */
export interface BinaryGroupStatRatesOptions extends GroupOptions {}

/**
 * The rates of true positives, false positives, true negatives and false negatives within each group of samples.
 *
 * Predictions and targets are those of the task `'binary'` of {@link accuracy}; the column `groups` holds the number of the group,
 * from 0, of each sample, `[batch]`, or of each target. The result is a record `group0`, `group1` … of records `{ truePositives, falsePositives,
 * trueNegatives, falseNegatives }`, each the share of the group's samples, from 0 to 1, together 1; NaN for a group that has none.
 * Neither way is better. Weights are not used.
 *
 * @throws `LML_INVALID_ARGUMENT` if there is no column `groups`; `LML_SHAPE_MISMATCH` for shapes that do not fit;
 * `LML_INVALID_ARGUMENT` from `check`, if a group is none of `numGroups`, or targets or predictions
 * cannot be what they are taken for.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { binaryGroupStatRates } from '@lml/metrics';
 *
 * const state = new MetricState(binaryGroupStatRates({ numGroups: 2 }));
 * await state.update([0.9, 0.2, 0.7, 0.4], [1, 0, 0, 1], { groups: [0, 0, 1, 1] });
 * const rates = state.compute() as Record<string, object>;
 * rates['group0']; // => { truePositives: 0.5, falsePositives: 0, trueNegatives: 0.5, falseNegatives: 0 }
 * rates['group1']; // => { truePositives: 0, falsePositives: 0.5, trueNegatives: 0, falseNegatives: 0.5 }
 * ```
 *
 * @see [torchmetrics.classification.BinaryGroupStatRates](https://lightning.ai/docs/torchmetrics/stable/classification/group_fairness.html) 1.9,
 * which counts for other groups where a batch lacks one
 */
export const binaryGroupStatRates = defineComponent({
  kind: 'metric',
  name: 'binary-group-stat-rates',
  summary: 'The rates of right and wrong predictions within each group.',
  schema: z.strictObject({ ...groupShape, ...metricShape }),
  examples: [{ numGroups: 2 }, { numGroups: 2, threshold: 0.25, ignoreIndex: -1 }],
  create: (options, nature) =>
    groupMetric({
      ...nature,
      options,
      usesTarget: true,
      compute: (groups) => {
        const rates = groups.map(({ truePositives, falsePositives, trueNegatives, falseNegatives }) => {
          const all = truePositives + falsePositives + trueNegatives + falseNegatives;
          return {
            truePositives: truePositives / all,
            falsePositives: falsePositives / all,
            trueNegatives: trueNegatives / all,
            falseNegatives: falseNegatives / all,
          };
        });
        return Object.fromEntries(rates.map((rate, group) => [`group${group}`, rate]));
      },
    }),
  conformance: {
    weights: false,
    prediction: { shape: [8], low: 0.05, high: 0.95 },
    target: { shape: [8], dtype: 'int32', values: [0, 1, 1, 0, 1, 0, 0, 1] },
    columns: { groups: { shape: [8], dtype: 'int32', values: [0, 1, 0, 1, 1, 0, 0, 1] } },
  },
  higherIsBetter: undefined,
});
