import { defineComponent, metricShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { rowsMetric } from '../shared/rows-metric.js';

const shape = {
  /** How the values of rows become one: their mean, their sum, or none, one value a row. Default: `'sum'`. */
  reduction: z
    .enum(['mean', 'sum', 'none'])
    .default('sum')
    .describe('How the values of rows become one: their mean, their sum, or none, one value a row.'),
};

/** Options of {@link cosineSimilarity}. */
export interface CosineSimilarityOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Cosine similarity $`\frac{x \cdot y}{\|x\| \|y\|}`$ of rows of predictions x and targets y, both `[batch, …, size]`, added over rows.
 * That of a row lies in [-1, 1], and higher is better.
 *
 * With `reduction` `'mean'` it is the mean over rows, with `'none'` one value a row, float64 `[rows]`, which are kept. Weights,
 * one a sample (`[batch]`) or of further axes of the rows, default 1; `'none'` does not use them. NaN where a row is all zeros;
 * the mean also where nothing was counted.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes or are no rows, or if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { cosineSimilarity } from '@lml/metrics';
 *
 * const state = new MetricState(cosineSimilarity({ reduction: 'mean' }));
 * await state.update([[1, 2], [3, 4]], [[2, 4], [-3, -4]]);
 * state.compute(); // => 0
 * ```
 *
 * @see [torchmetrics.CosineSimilarity](https://lightning.ai/docs/torchmetrics/stable/regression/cosine_similarity.html) 1.9,
 * which has no weights
 */
export const cosineSimilarity = defineComponent({
  kind: 'metric',
  name: 'cosine-similarity',
  summary: 'Cosine similarity of rows of predictions and targets.',
  schema: z.strictObject({ ...metricShape, ...shape }),
  examples: [{}, { reduction: 'mean' }, { reduction: 'none' }],
  create: (options, nature) =>
    rowsMetric({
      ...nature,
      ...options,
      values: ({ prediction, target }) =>
        tf.div(tf.sum(tf.mul(prediction, target), -1), tf.mul(tf.norm(prediction, 2, -1), tf.norm(target, 2, -1))),
    }),
  conformance: ({ reduction }: CosineSimilarityOptions) => ({ weights: reduction !== 'none' }),
  higherIsBetter: true,
});
