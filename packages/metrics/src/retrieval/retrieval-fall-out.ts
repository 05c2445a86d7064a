import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { relevantAmong } from '../shared/ranking.js';
import { retrievalMetric } from '../shared/retrieval-metric.js';
import { retrievalShape, topKShape, type RetrievalOptions } from '../shared/retrieval-options.js';
import { retrievalConformance } from '../shared/retrieval-rows.js';

const shape = {
  /**
   * What becomes of a query that has no irrelevant row: it counts as 0 ('neg'), as 1 ('pos'), not at all ('skip'), or is
   * an error of compute ('error'). Default: `'pos'`.
   */
  emptyTargetAction: z
    .enum(['neg', 'pos', 'skip', 'error'])
    .default('pos')
    .describe(
      "What becomes of a query that has no irrelevant row: it counts as 0 ('neg'), as 1 ('pos'), not at all ('skip'), or is an error of compute ('error').",
    ),
};

/** Options of {@link retrievalFallOut}. */
export interface RetrievalFallOutOptions
  extends
    Omit<RetrievalOptions, 'emptyTargetAction'>,
    z.input<z.ZodObject<typeof topKShape>>,
    z.input<z.ZodObject<typeof shape>> {}

/**
 * Fall-out: the value of a query is the share of its irrelevant rows that is among the first `topK`. From 0 to 1; lower is
 * better.
 *
 * Scores (any numbers, since only their order counts), targets 0 and 1, and `indexes`, the number of the query that a row
 * belongs to, have one shape, `[batch, …]`; a query may be spread over batches. Of equal scores the row that came first is
 * first. A query without irrelevant rows has the value that `emptyTargetAction` says, one with a score of NaN the value NaN;
 * `aggregation` makes one number of the values of all queries: 0 where each is skipped, NaN where there is none. Every row
 * counts once: weights are not used.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction, target and indexes have different shapes; `LML_INVALID_ARGUMENT` without
 * `indexes`, and, from `compute`, for targets that are neither 0 nor 1, indexes that are not whole numbers, and with
 * `emptyTargetAction: 'error'` for a query without irrelevant rows.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { retrievalFallOut } from '@lml/metrics';
 *
 * const state = new MetricState(retrievalFallOut({ topK: 2 }));
 * await state.update([0.2, 0.3, 0.5], [0, 1, 0], { indexes: [0, 0, 0] });
 * await state.update([0.1, 0.3, 0.5, 0.2], [0, 1, 0, 1], { indexes: [1, 1, 1, 1] });
 * state.compute(); // => 0.5
 * ```
 *
 * @see [torchmetrics.retrieval.RetrievalFallOut](https://lightning.ai/docs/torchmetrics/stable/retrieval/fall_out.html) 1.9
 */
export const retrievalFallOut = defineComponent({
  kind: 'metric',
  name: 'retrieval-fall-out',
  summary: 'The share of irrelevant rows that is among the first.',
  schema: z.strictObject({ ...metricShape, ...retrievalShape, ...topKShape, ...shape }),
  examples: [{}, { topK: 2, emptyTargetAction: 'skip' }],
  create: ({ topK = Infinity, ...options }, nature) =>
    retrievalMetric({
      ...nature,
      options,
      wants: 'irrelevant',
      score: (query) => {
        const irrelevant = (rows: number): number => Math.min(rows, query.targets.length) - relevantAmong(query, rows);
        return irrelevant(topK) / irrelevant(Infinity);
      },
    }),
  conformance: retrievalConformance,
  higherIsBetter: false,
});
