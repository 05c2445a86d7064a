import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { nominalMetric, nominalShape, type NominalOptions } from '../shared/nominal-metric.js';
import { sumOf, sumsOf } from '../shared/values.js';

/** Options of {@link theilsU}. */
export interface TheilsUOptions extends NominalOptions {}

/**
 * Theil's U, the uncertainty coefficient: how much of the entropy of the predictions the targets explain,
 * $`\frac{H(x) - H(x \mid y)}{H(x)}`$ of predictions x and targets y.
 *
 * Both are categories as whole numbers from 0, `[batch]`, or scores `[batch, categories]`, of which the highest tells. From 0 (independent)
 * to 1 (the target tells the prediction), higher is better; it is another one where they change places. 0 where there is one predicted
 * category only, or nothing was counted. Weights are not used.
 *
 * @throws `LML_INVALID_ARGUMENT` if the number of categories cannot be told, and, from `check`, for
 * what is no category; `LML_SHAPE_MISMATCH` for other shapes.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { theilsU } from '@lml/metrics';
 *
 * const state = new MetricState(theilsU({ numClasses: 3 }));
 * await state.update([0, 0, 1, 1], [0, 2, 1, 1]);
 * state.compute(); // => 1
 * const back = new MetricState(theilsU({ numClasses: 3 }));
 * await back.update([0, 2, 1, 1], [0, 0, 1, 1]);
 * back.compute(); // => 2 / 3
 * ```
 *
 * @see [torchmetrics.nominal.TheilsU](https://lightning.ai/docs/torchmetrics/stable/nominal/theils_u.html) 1.9
 */
export const theilsU = defineComponent({
  kind: 'metric',
  name: 'theils-u',
  summary: "Theil's U, how much of the entropy of the predictions the targets explain.",
  schema: z.strictObject({ ...nominalShape, ...metricShape }),
  examples: [{}, { numClasses: 3, nanStrategy: 'drop' }],
  create: (options, nature) =>
    nominalMetric({
      ...nature,
      options,
      compute: (table) => {
        const { rows, columns } = sumsOf(table);
        const all = sumOf(rows);
        const entropy = sumOf(columns.map((count) => (-count / all) * Math.log(count / all)));
        const left = rows.flatMap((row, at) =>
          table[at]!.map((count) => (count === 0 ? 0 : (-count / all) * Math.log(count / row))),
        );
        return columns.length < 2 ? 0 : (entropy - sumOf(left)) / entropy;
      },
    }),
  conformance: { weights: false },
  higherIsBetter: true,
});
