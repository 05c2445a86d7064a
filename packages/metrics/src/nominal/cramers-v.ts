import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { association, biasCorrectionShape } from '../shared/bias-correction.js';
import { nominalMetric, nominalShape, type NominalOptions } from '../shared/nominal-metric.js';

/** Options of {@link cramersV}. */
export interface CramersVOptions extends NominalOptions, z.input<z.ZodObject<typeof biasCorrectionShape>> {}

/**
 * Cramér's V, how far two nominal variables go together: $`\sqrt{\frac{\chi^2 / n}{\min(r - 1, k - 1)}}`$ of n samples that have r
 * categories of the target and k of the prediction, with the statistic $`\chi^2`$ of independence.
 *
 * Both are categories as whole numbers from 0, `[batch]`, or scores `[batch, categories]`, of which the highest tells; it is the same where
 * they change places.
 * From 0 (independent) to 1 (one tells the other), higher is better. With `biasCorrection` (default) $`\chi^2 / n`$ is less
 * $`\frac{(r - 1)(k - 1)}{n - 1}`$, but at least 0, r less $`\frac{(r - 1)^2}{n - 1}`$, k likewise (Bergsma, 2013), and of two by two
 * categories $`\chi^2`$ is corrected as Yates does. NaN where one of them has one category only, or nothing was counted. Weights are not used.
 *
 * @throws `LML_INVALID_ARGUMENT` if the number of categories cannot be told, and, from `check`, for
 * what is no category; `LML_SHAPE_MISMATCH` for other shapes.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { cramersV } from '@lml/metrics';
 *
 * const state = new MetricState(cramersV({ numClasses: 3, biasCorrection: false }));
 * await state.update([0, 1, 2, 2], [1, 2, 0, 0]);
 * state.compute(); // => 1
 * ```
 *
 * @see [torchmetrics.nominal.CramersV](https://lightning.ai/docs/torchmetrics/stable/nominal/cramers_v.html) 1.9, which corrects by more than
 * a count is off
 */
export const cramersV = defineComponent({
  kind: 'metric',
  name: 'cramers-v',
  summary: "Cramér's V, how far two nominal variables go together.",
  schema: z.strictObject({ ...nominalShape, ...biasCorrectionShape, ...metricShape }),
  examples: [{ biasCorrection: false }, { numClasses: 3, biasCorrection: false, nanStrategy: 'drop' }],
  create: ({ biasCorrection, ...options }, nature) =>
    nominalMetric({ ...nature, options, compute: (table) => association(table, biasCorrection, Math.min) }),
  conformance: { weights: false },
  higherIsBetter: true,
});
