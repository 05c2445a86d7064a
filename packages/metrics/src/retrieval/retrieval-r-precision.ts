import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { relevantAmong } from '../shared/ranking.js';
import { retrievalMetric } from '../shared/retrieval-metric.js';
import { retrievalShape, type RetrievalOptions } from '../shared/retrieval-options.js';
import { retrievalConformance } from '../shared/retrieval-rows.js';

/** Options of {@link retrievalRPrecision}. */
export interface RetrievalRPrecisionOptions extends RetrievalOptions {}

/**
 * R-precision: the value of a query that has r relevant rows is the share of relevant ones among its first r. From 0 to 1;
 * higher is better.
 *
 * Scores (any numbers, since only their order counts), targets 0 and 1, and `indexes`, the number of the query that a row
 * belongs to, have one shape, `[batch, …]`; a query may be spread over batches. Of equal scores the row that came first is
 * first. A query without relevant rows has the value that `emptyTargetAction` says, one with a score of NaN the value NaN;
 * `aggregation` makes one number of the values of all queries: 0 where each is skipped, NaN where there is none. Every row
 * counts once: weights are not used.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction, target and indexes have different shapes; `LML_INVALID_ARGUMENT` without
 * `indexes`, and, from `compute`, for targets that are neither 0 nor 1, indexes that are not whole numbers, and with
 * `emptyTargetAction: 'error'` for a query without relevant rows.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { retrievalRPrecision } from '@lml/metrics';
 *
 * const state = new MetricState(retrievalRPrecision());
 * await state.update([0.2, 0.3, 0.5], [0, 1, 0], { indexes: [0, 0, 0] });
 * await state.update([0.1, 0.3, 0.5, 0.2], [0, 1, 0, 1], { indexes: [1, 1, 1, 1] });
 * state.compute(); // => 0.25
 * ```
 *
 * @see [torchmetrics.retrieval.RetrievalRPrecision](https://lightning.ai/docs/torchmetrics/stable/retrieval/r_precision.html) 1.9
 */
export const retrievalRPrecision = defineComponent({
  kind: 'metric',
  name: 'retrieval-r-precision',
  summary: 'The share of relevant rows among as many as there are.',
  schema: z.strictObject({ ...metricShape, ...retrievalShape }),
  examples: [{}, { emptyTargetAction: 'skip' }],
  create: (options, nature) =>
    retrievalMetric({
      ...nature,
      options,
      score: (query) => {
        const relevant = relevantAmong(query);
        return relevantAmong(query, relevant) / relevant;
      },
    }),
  conformance: retrievalConformance,
  higherIsBetter: true,
});
