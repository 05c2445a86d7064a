import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { retrievalMetric } from '../shared/retrieval-metric.js';
import { retrievalShape, topKShape, type RetrievalOptions } from '../shared/retrieval-options.js';
import { retrievalConformance } from '../shared/retrieval-rows.js';
import { safeDivide } from '../shared/values.js';

/** Options of {@link retrievalMap}. */
export interface RetrievalMapOptions extends RetrievalOptions, z.input<z.ZodObject<typeof topKShape>> {}

/**
 * Mean average precision: the value of a query is the mean precision over the places of its relevant rows,
 * $`\frac{1}{r} \sum_{i=1}^{r} \frac{i}{p_i}`$ where $`p_1 < p_2 < …`$ are the places of the r relevant rows among the first
 * `topK`; 0 where there is none of them. From 0 to 1; higher is better.
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
 * import { retrievalMap } from '@lml/metrics';
 *
 * const state = new MetricState(retrievalMap());
 * await state.update([0.2, 0.3, 0.5], [0, 1, 0], { indexes: [0, 0, 0] });
 * await state.update([0.1, 0.3, 0.5, 0.2], [0, 1, 0, 1], { indexes: [1, 1, 1, 1] });
 * state.compute(); // => 13 / 24
 * ```
 *
 * @see [torchmetrics.retrieval.RetrievalMAP](https://lightning.ai/docs/torchmetrics/stable/retrieval/map.html) 1.9
 */
export const retrievalMap = defineComponent({
  kind: 'metric',
  name: 'retrieval-map',
  summary: 'Mean average precision of rankings.',
  schema: z.strictObject({ ...metricShape, ...retrievalShape, ...topKShape }),
  examples: [{}, { topK: 2, emptyTargetAction: 'skip' }],
  create: ({ topK, ...options }, nature) =>
    retrievalMetric({ ...nature, options, score: ({ targets }) => averagePrecision(targets.subarray(0, topK)) }),
  conformance: retrievalConformance,
  higherIsBetter: true,
});

function averagePrecision(targets: Float32Array): number {
  let [hits, sum] = [0, 0];
  targets.forEach((target, row) => {
    if (target === 1) sum += ++hits / (row + 1);
  });
  return safeDivide(sum, hits);
}
