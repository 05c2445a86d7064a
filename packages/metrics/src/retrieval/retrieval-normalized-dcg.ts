import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { discountedGain, idealGain } from '../shared/discounted-gain.js';
import { retrievalMetric } from '../shared/retrieval-metric.js';
import { retrievalShape, topKShape, type RetrievalOptions } from '../shared/retrieval-options.js';
import { retrievalConformance } from '../shared/retrieval-rows.js';

/** Options of {@link retrievalNormalizedDcg}. */
export interface RetrievalNormalizedDcgOptions extends RetrievalOptions, z.input<z.ZodObject<typeof topKShape>> {}

/**
 * Normalised discounted cumulative gain: the value of a query is $`\mathrm{DCG} / \mathrm{IDCG}`$ with
 * $`\mathrm{DCG} = \sum_{i=1}^{k} \frac{y_i}{\log_2(i + 1)}`$ for the relevance $`y_i`$ of the row at place i, and IDCG that
 * of the best order; k is `topK`, or the number of rows. From 0 to 1; higher is better.
 *
 * Scores (any numbers, since only their order counts), targets that are degrees of relevance from 0, and `indexes`, the
 * number of the query that a row belongs to, have one shape, `[batch, …]`; a query may be spread over batches. Rows of equal
 * score have the mean gain of them all. A query without relevant rows has the value that `emptyTargetAction` says, one with
 * a score of NaN the value NaN; `aggregation` makes one number of the values of all queries: 0 where each is skipped, NaN
 * where there is none. Every row counts once: weights are not used.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction, target and indexes have different shapes; `LML_INVALID_ARGUMENT` without
 * `indexes`, and, from `compute`, for targets that are negative or not finite, indexes that are not whole numbers, and with
 * `emptyTargetAction: 'error'` for a query without relevant rows.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { retrievalNormalizedDcg } from '@lml/metrics';
 *
 * const state = new MetricState(retrievalNormalizedDcg());
 * await state.update([0.2, 0.3, 0.5], [0, 3, 1], { indexes: [0, 0, 0] });
 * await state.update([0.1, 0.3, 0.5, 0.2], [0, 1, 0, 1], { indexes: [1, 1, 1, 1] });
 * state.compute(); // => 0.7450669923
 * ```
 *
 * @see [torchmetrics.retrieval.RetrievalNormalizedDCG](https://lightning.ai/docs/torchmetrics/stable/retrieval/normalized_dcg.html) 1.9
 */
export const retrievalNormalizedDcg = defineComponent({
  kind: 'metric',
  name: 'retrieval-normalized-dcg',
  summary: 'Normalised discounted cumulative gain of rankings.',
  schema: z.strictObject({ ...metricShape, ...retrievalShape, ...topKShape }),
  examples: [{}, { topK: 2, emptyTargetAction: 'skip' }],
  create: ({ topK = Infinity, ...options }, nature) =>
    retrievalMetric({
      ...nature,
      options,
      graded: true,
      score: (query) => discountedGain(query, topK) / idealGain(query, topK),
    }),
  conformance: retrievalConformance,
  higherIsBetter: true,
});
