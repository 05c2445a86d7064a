import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { association, biasCorrectionShape } from '../shared/bias-correction.js';
import { nominalMetric, nominalShape, type NominalOptions } from '../shared/nominal-metric.js';

/** Options of {@link tschuprowsT}. */
export interface TschuprowsTOptions extends NominalOptions, z.input<z.ZodObject<typeof biasCorrectionShape>> {}

/**
 * Tschuprow's T, how far two nominal variables go together: $`\sqrt{\frac{\chi^2 / n}{\sqrt{(r - 1)(k - 1)}}}`$ of n samples that have r
 * categories of the target and k of the prediction, with the statistic $`\chi^2`$ of independence.
 *
 * Both are categories as whole numbers from 0, `[batch]`, or scores `[batch, categories]`, of which the highest tells; it is the same where
 * they change places.
 * From 0 (independent) to 1, higher is better; 1 only where there are as many categories of both, each of which tells the other.
 * `biasCorrection` (default) is that of {@link cramersV}. NaN where one of them has one category only, or nothing was counted. Weights
 * are not used.
 *
 * @throws `LML_INVALID_ARGUMENT` if the number of categories cannot be told, and, from `check`, for
 * what is no category; `LML_SHAPE_MISMATCH` for other shapes.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { tschuprowsT } from '@lml/metrics';
 *
 * const state = new MetricState(tschuprowsT({ numClasses: 3, biasCorrection: false }));
 * await state.update([0, 1, 2, 2], [1, 2, 0, 0]);
 * state.compute(); // => 1
 * ```
 *
 * @see [torchmetrics.nominal.TschuprowsT](https://lightning.ai/docs/torchmetrics/stable/nominal/tschuprows_t.html) 1.9, which corrects by
 * more than a count is off
 */
export const tschuprowsT = defineComponent({
  kind: 'metric',
  name: 'tschuprows-t',
  summary: "Tschuprow's T, how far two nominal variables go together.",
  schema: z.strictObject({ ...nominalShape, ...biasCorrectionShape, ...metricShape }),
  examples: [{ biasCorrection: false }, { numClasses: 3, biasCorrection: false, nanReplaceValue: 1 }],
  create: ({ biasCorrection, ...options }, nature) =>
    nominalMetric({
      ...nature,
      options,
      compute: (table) => association(table, biasCorrection, (rows, columns) => Math.sqrt(rows * columns)),
    }),
  conformance: { weights: false },
  higherIsBetter: true,
});
