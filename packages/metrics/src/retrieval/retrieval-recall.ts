import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { relevantAmong } from '../shared/ranking.js';
import { retrievalMetric } from '../shared/retrieval-metric.js';
import { retrievalShape, topKShape, type RetrievalOptions } from '../shared/retrieval-options.js';
import { retrievalConformance } from '../shared/retrieval-rows.js';

/** Options of {@link retrievalRecall}. */
export interface RetrievalRecallOptions extends RetrievalOptions, z.input<z.ZodObject<typeof topKShape>> {}

/**
 * Recall at k: the value of a query is the share of its relevant rows that is among the first `topK`. From 0 to 1; higher is
 * better.
 *
 * Scores (any numbers, since only their order counts), targets 0 and 1, and `indexes`, the number of the query that a row
 * belongs to, have one shape, `[batch, …]`; a query may be spread over batches. Of equal scores the row that came first is
 * first. A query without relevant rows has the value that `emptyTargetAction` says, one with a score of NaN the value NaN;
 * `aggregation` makes one number of the values of all queries: 0 where each is skipped, NaN where there is none. Every row
 * counts once: weights are not used. torchmetrics takes rows with a score of 0 or less for not relevant, so that logits have
 * other values than their probabilities; here only the order counts.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction, target and indexes have different shapes; `LML_INVALID_ARGUMENT` without
 * `indexes`, and, from `compute`, for targets that are neither 0 nor 1, indexes that are not whole numbers, and with
 * `emptyTargetAction: 'error'` for a query without relevant rows.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { retrievalRecall } from '@lml/metrics';
 *
 * const state = new MetricState(retrievalRecall({ topK: 2 }));
 * await state.update([0.2, 0.3, 0.5], [0, 1, 0], { indexes: [0, 0, 0] });
 * await state.update([0.1, 0.3, 0.5, 0.2], [0, 1, 0, 1], { indexes: [1, 1, 1, 1] });
 * state.compute(); // => 0.75
 * ```
 *
 * @see [torchmetrics.retrieval.RetrievalRecall](https://lightning.ai/docs/torchmetrics/stable/retrieval/recall.html) 1.9
 */
export const retrievalRecall = defineComponent({
  kind: 'metric',
  name: 'retrieval-recall',
  summary: 'The share of relevant rows that is among the first.',
  schema: z.strictObject({ ...metricShape, ...retrievalShape, ...topKShape }),
  examples: [{}, { topK: 2, emptyTargetAction: 'skip' }],
  create: ({ topK, ...options }, nature) =>
    retrievalMetric({ ...nature, options, score: (query) => relevantAmong(query, topK) / relevantAmong(query) }),
  conformance: retrievalConformance,
  higherIsBetter: true,
});
