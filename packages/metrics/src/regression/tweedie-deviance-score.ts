import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { meanMetric } from '../shared/mean-metric.js';
import { isOutsideTweedie, tweedieDeviance, tweedieDomain } from '../shared/tweedie-deviance.js';

const shape = {
  /** The power of the variance: 0 normal, 1 Poisson, 2 gamma, 3 inverse Gaussian; not between 0 and 1. Default: `0`. */
  power: z
    .number()
    .refine((power) => power <= 0 || power >= 1, 'must not lie between 0 and 1, where there is no such distribution')
    .default(0)
    .describe('The power of the variance: 0 normal, 1 Poisson, 2 gamma, 3 inverse Gaussian; not between 0 and 1.'),
};

/** Options of {@link tweedieDevianceScore}. */
export interface TweedieDevianceScoreOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Mean deviance $`\sum w d / \sum w`$ of Tweedie distributions, of predictions x and targets y, both `[batch, …]`. With the `power` p the
 * deviance d of one is
 * - p = 0: $`(x - y)^2`$, the squared error;
 * - p = 1: $`2 (y \ln(y / x) + x - y)`$, Poisson's; p = 2: $`2 (\ln(x / y) + y / x - 1)`$, gamma's;
 * - else $`2 \left(\frac{\max(y, 0)^{2 - p}}{(1 - p)(2 - p)} - \frac{y x^{1 - p}}{1 - p} + \frac{x^{2 - p}}{2 - p}\right)`$.
 *
 * Predictions must be above 0 except for p = 0; targets at least 0 from p = 1 on, and above 0 from p = 2 on. It lies in [0, ∞),
 * and lower is better. Weights w, one a sample (`[batch]`) or of further axes, default 1. NaN where nothing was
 * counted, or where a NaN was.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or if weights do not fit;
 * `LML_INVALID_ARGUMENT`, once counts reach the host, for values that must not be.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { tweedieDevianceScore } from '@lml/metrics';
 *
 * const state = new MetricState(tweedieDevianceScore({ power: 2 }));
 * await state.update([4, 2], [2, 2]);
 * state.compute(); // => Math.log(2) - 0.5
 * ```
 *
 * @see [torchmetrics.TweedieDevianceScore](https://lightning.ai/docs/torchmetrics/stable/regression/tweedie_deviance_score.html) 1.9,
 * which has no weights
 */
export const tweedieDevianceScore = defineComponent({
  kind: 'metric',
  name: 'tweedie-deviance-score',
  summary: 'Mean deviance of a Tweedie distribution: normal, Poisson, gamma and others.',
  schema: z.strictObject({ ...metricShape, ...shape }),
  examples: [{}, { power: 1 }, { power: 1.5 }, { power: 2 }, { power: -1 }],
  create: ({ power, ...options }, nature) =>
    meanMetric({
      ...nature,
      ...options,
      values: (elements) => tweedieDeviance(elements, power),
      refused:
        power === 0
          ? undefined
          : { where: (elements) => isOutsideTweedie(elements, power), expected: tweedieDomain(power) },
    }),
  conformance: { prediction: { shape: [8], low: 0.5, high: 4 }, target: { shape: [8], low: 0.5, high: 4 } },
  higherIsBetter: false,
});
