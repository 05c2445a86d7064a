import { defineComponent, metricShape, normalCdf, type MetricResult } from '@lml/core';
import { z } from 'zod';

import { countPairs, type PairCounts } from '../shared/kendall.js';
import { pairsMetric, type Pairs } from '../shared/kept-pairs.js';
import { numOutputsShape } from '../shared/num-outputs.js';
import { resultOf } from '../shared/values.js';

const shape = {
  /** What the difference of the counts is divided by: see the formulas. Default: `'b'`. */
  variant: z
    .enum(['a', 'b', 'c'])
    .default('b')
    .describe('What the difference of the counts is divided by: see the formulas.'),
  /** Whether the result has the p-value of a test that there is no correlation, too. Default: `false`. */
  tTest: z
    .boolean()
    .default(false)
    .describe('Whether the result has the p-value of a test that there is no correlation, too.'),
  /**
   * What the test tells from no correlation: any one, a negative one (less), a positive one (greater). Default:
   * `'two-sided'`.
   */
  alternative: z
    .enum(['two-sided', 'less', 'greater'])
    .default('two-sided')
    .describe('What the test tells from no correlation: any one, a negative one (less), a positive one (greater).'),
};

/** Options of {@link kendallRankCorrCoef}. */
export interface KendallRankCorrCoefOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof numOutputsShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Kendall's rank correlation coefficient τ. Of all pairs of samples, C are in the same order by prediction and by target, D in opposite
 * order. By `variant`, for n samples, it is
 * - `'a'`: $`\frac{C - D}{C + D}`$ (torchmetrics' definition, which leaves out ties and is also known as Goodman and Kruskal's γ);
 * - `'b'` (default): $`\frac{C - D}{\sqrt{(P - T_x)(P - T_y)}}`$ with all P pairs, and those tied in predictions and in targets;
 * - `'c'`: $`\frac{2 (C - D)}{n^2 (m - 1) / m}`$, where m is the smaller number of different values.
 *
 * It lies in [-1, 1]: 1 where both are in the same order, -1 where one is reversed; neither direction is better. With `tTest` the result is
 * `{ value, pValue }`, with the normal approximation of the distribution of C - D.
 *
 * Predictions and targets are `[batch]`, or `[batch, …, numOutputs]` with the outputs along the last axis; all of them are kept, and pairs
 * are counted in O(n log n). Of several outputs each result is one number for each, float64 `[numOutputs]`. Weights are not used. NaN
 * where all predictions or all targets are equal, where nothing was counted, or where a NaN was; the p-value also of two samples.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or if the last axis is not `numOutputs`.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { kendallRankCorrCoef } from '@lml/metrics';
 *
 * const state = new MetricState(kendallRankCorrCoef({ tTest: true }));
 * await state.update([2.5, 1], [3, -0.5]);
 * await state.update([4, 7], [2, 7]);
 * state.compute(); // => { value: 2 / 3, pValue: 0.174231 }
 * ```
 *
 * @see [torchmetrics.KendallRankCorrCoef](https://lightning.ai/docs/torchmetrics/stable/regression/kendall_rank_corr_coef.html) 1.9
 */
export const kendallRankCorrCoef = defineComponent({
  kind: 'metric',
  name: 'kendall-rank-corr-coef',
  summary: 'The share of pairs of samples in the same order by prediction and target, less those in opposite order.',
  schema: z.strictObject({ ...metricShape, ...numOutputsShape, ...shape }),
  examples: [{}, { variant: 'a' }, { variant: 'c', tTest: true }],
  create: ({ variant, tTest, alternative, ...options }, nature) =>
    pairsMetric({
      ...nature,
      ...options,
      result: (outputs) => {
        const counts = outputs.map(countsOf);
        const each = (of: (counts: PairCounts) => number): MetricResult => {
          const scores = counts.map((own) => (own === undefined ? NaN : of(own)));
          return scores.length === 1 ? scores[0]! : resultOf(scores);
        };
        const value = each((own) => Math.max(-1, Math.min(1, tau(own, variant))));
        return tTest ? { value, pValue: each((own) => pValue(own, variant, alternative)) } : value;
      },
    }),
  conformance: { weights: false },
  higherIsBetter: undefined,
});

/** Undefined where there is no order. */
function countsOf(pairs: Pairs): PairCounts | undefined {
  return pairs.predictions.some(Number.isNaN) || pairs.targets.some(Number.isNaN) ? undefined : countPairs(pairs);
}

function tau({ samples, concordant, discordant, predictions, targets }: PairCounts, variant: 'a' | 'b' | 'c'): number {
  const difference = concordant - discordant;
  if (variant === 'a') return difference / (concordant + discordant);
  const pairs = (samples * (samples - 1)) / 2;
  if (variant === 'b') return difference / Math.sqrt((pairs - predictions.pairs) * (pairs - targets.pairs));
  const distinct = Math.min(predictions.distinct, targets.distinct);
  return (2 * difference) / (((distinct - 1) / distinct) * samples ** 2);
}

function pValue(counts: PairCounts, variant: 'a' | 'b' | 'c', alternative: 'two-sided' | 'less' | 'greater'): number {
  const { samples, concordant, discordant, predictions, targets } = counts;
  const pairs = samples * (samples - 1);
  const untied = pairs * (2 * samples + 5);
  const variance =
    variant === 'a'
      ? untied / 18
      : (untied - predictions.variance - targets.variance) / 18 +
        (2 * predictions.pairs * targets.pairs) / pairs +
        (predictions.triples * targets.triples) / (9 * pairs * (samples - 2));
  const distance = (concordant - discordant) / Math.sqrt(variance);
  if (alternative === 'two-sided') return 2 * normalCdf(-Math.abs(distance));
  return normalCdf(alternative === 'less' ? distance : -distance);
}
