import { defineComponent, metricShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { rowsMetric, rowsReductionShape } from '../shared/rows-metric.js';
import { isNegative, klDivergenceOf, logProbShape, normalised } from '../shared/divergence.js';

/** Options of {@link klDivergence}. */
export interface KlDivergenceOptions
  extends
    z.input<z.ZodObject<typeof logProbShape>>,
    z.input<z.ZodObject<typeof rowsReductionShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Kullback–Leibler divergence $`D(P \| Q) = \sum_i p_i \ln\frac{p_i}{q_i}`$ of rows of predictions P and targets Q, both
 * `[batch, …, classes]`, averaged over rows. The prediction is P and the target is Q, as in torchmetrics. It lies in [0, ∞), and lower
 * is better.
 *
 * Rows of probabilities are divided by their sum; those of logarithms (`logProb`) are taken as they are. Terms with p = 0 are 0,
 * those with only q = 0 infinite. With `reduction` `'sum'` the values of rows are added, with `'none'` kept as float64 `[rows]`.
 * Weights, one a sample (`[batch]`) or of further axes of the rows, default 1; `'none'` does not use them. The mean is NaN where
 * nothing was counted; a row of zeros is NaN.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes or are no rows, or if weights do not fit;
 * `LML_INVALID_ARGUMENT`, once counts reach the host, for negative probabilities.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { klDivergence } from '@lml/metrics';
 *
 * const state = new MetricState(klDivergence());
 * await state.update([[0.5, 0.5]], [[0.25, 0.75]]);
 * state.compute(); // => 0.5 * Math.log(0.25 / 0.1875)
 * ```
 *
 * @see [torchmetrics.KLDivergence](https://lightning.ai/docs/torchmetrics/stable/regression/kl_divergence.html) 1.9,
 * which has no weights and lets negative probabilities pass
 */
export const klDivergence = defineComponent({
  kind: 'metric',
  name: 'kl-divergence',
  summary: 'Kullback–Leibler divergence of rows of probabilities.',
  schema: z.strictObject({ ...metricShape, ...logProbShape, ...rowsReductionShape }),
  examples: [{}, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ logProb, ...options }, nature) =>
    rowsMetric({
      ...nature,
      ...options,
      values: ({ prediction, target }) =>
        logProb
          ? tf.sum(tf.mul(tf.exp(prediction), tf.sub(prediction, target)), -1)
          : klDivergenceOf(normalised(prediction), normalised(target)),
      refused: logProb ? undefined : { where: isNegative, expected: 'probabilities, at least 0' },
    }),
  conformance: ({ reduction }: KlDivergenceOptions) => ({
    prediction: { shape: [8, 3], low: 0.05, high: 0.95 },
    target: { shape: [8, 3], low: 0.1, high: 0.9 },
    weights: reduction !== 'none',
  }),
  higherIsBetter: false,
});
