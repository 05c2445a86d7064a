import { defineComponent, metricShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { rowsMetric, rowsReductionShape } from '../shared/rows-metric.js';
import { isNegative, klDivergenceOf, logProbShape, normalised } from '../shared/divergence.js';

/** Options of {@link jensenShannonDivergence}. */
export interface JensenShannonDivergenceOptions
  extends
    z.input<z.ZodObject<typeof logProbShape>>,
    z.input<z.ZodObject<typeof rowsReductionShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Jensen–Shannon divergence $`\frac{1}{2} D(P \| M) + \frac{1}{2} D(Q \| M)`$ of rows of predictions P and targets Q, both
 * `[batch, …, classes]`, with their mean M and the Kullback–Leibler divergence D, averaged over rows. It lies in [0, ln 2], is the same
 * with P and Q exchanged, and lower is better.
 *
 * Rows of probabilities are divided by their sum; those of logarithms (`logProb`) are taken as they are. With `reduction` `'sum'`
 * the values of rows are added, with `'none'` kept as float64 `[rows]`. Weights, one a sample (`[batch]`) or of further axes of the
 * rows, default 1; `'none'` does not use them. The mean is NaN where nothing was counted; a row of zeros is NaN.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes or are no rows, or if weights do not fit;
 * `LML_INVALID_ARGUMENT`, once counts reach the host, for negative probabilities.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { jensenShannonDivergence } from '@lml/metrics';
 *
 * const state = new MetricState(jensenShannonDivergence());
 * await state.update([[1, 0], [1, 1]], [[0, 1], [1, 1]]);
 * state.compute(); // => Math.LN2 / 2
 * ```
 *
 * @see [torchmetrics.JensenShannonDivergence](https://lightning.ai/docs/torchmetrics/stable/regression/js_divergence.html) 1.9,
 * which has no weights and lets negative probabilities pass
 */
export const jensenShannonDivergence = defineComponent({
  kind: 'metric',
  name: 'jensen-shannon-divergence',
  summary: 'Jensen–Shannon divergence of rows of probabilities.',
  schema: z.strictObject({ ...metricShape, ...logProbShape, ...rowsReductionShape }),
  examples: [{}, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ logProb, ...options }, nature) =>
    rowsMetric({
      ...nature,
      ...options,
      values: ({ prediction, target }) => {
        const [p, q] = logProb ? [tf.exp(prediction), tf.exp(target)] : [normalised(prediction), normalised(target)];
        const mean = tf.div(tf.add(p, q), 2);
        return tf.div(tf.add(klDivergenceOf(p, mean), klDivergenceOf(q, mean)), 2);
      },
      refused: logProb ? undefined : { where: isNegative, expected: 'probabilities, at least 0' },
    }),
  conformance: ({ reduction }: JensenShannonDivergenceOptions) => ({
    prediction: { shape: [8, 3], low: 0.05, high: 0.95 },
    target: { shape: [8, 3], low: 0.1, high: 0.9 },
    weights: reduction !== 'none',
  }),
  higherIsBetter: false,
});
