import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { meanSquareContingency, nominalMetric, nominalShape, type NominalOptions } from '../shared/nominal-metric.js';

/** Options of {@link pearsonsContingencyCoefficient}. */
export interface PearsonsContingencyCoefficientOptions extends NominalOptions {}

/**
 * Pearson's contingency coefficient, how far two nominal variables go together: $`\sqrt{\frac{\chi^2 / n}{1 + \chi^2 / n}}`$ of n samples,
 * with the statistic $`\chi^2`$ of independence of targets and predictions.
 *
 * Both are categories as whole numbers from 0, `[batch]`, or scores `[batch, categories]`, of which the highest tells; it is the same where
 * they change places.
 * From 0 (independent) to less than 1, with r categories at most $`\sqrt{(r - 1) / r}`$; higher is better. 0 where one of them has one
 * category only, NaN where nothing was counted. Weights are not used.
 *
 * @throws `LML_INVALID_ARGUMENT` if the number of categories cannot be told, and, from `check`, for
 * what is no category; `LML_SHAPE_MISMATCH` for other shapes.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { pearsonsContingencyCoefficient } from '@lml/metrics';
 *
 * const state = new MetricState(pearsonsContingencyCoefficient({ numClasses: 3 }));
 * await state.update([0, 1, 2, 2], [1, 2, 0, 0]);
 * state.compute(); // => Math.sqrt(2 / 3)
 * ```
 *
 * @see [torchmetrics.nominal.PearsonsContingencyCoefficient](https://lightning.ai/docs/torchmetrics/stable/nominal/pearsons_contingency_coefficient.html) 1.9
 */
export const pearsonsContingencyCoefficient = defineComponent({
  kind: 'metric',
  name: 'pearsons-contingency-coefficient',
  summary: "Pearson's contingency coefficient, how far two nominal variables go together.",
  schema: z.strictObject({ ...nominalShape, ...metricShape }),
  examples: [{}, { numClasses: 3, nanStrategy: 'drop' }],
  create: (options, nature) =>
    nominalMetric({
      ...nature,
      options,
      compute: (table) => {
        const square = meanSquareContingency(table, false);
        return Math.sqrt(square / (1 + square));
      },
    }),
  conformance: { weights: false },
  higherIsBetter: true,
});
