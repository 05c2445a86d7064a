import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { areaUnderRoc } from '../shared/roc-of-ranking.js';
import { retrievalMetric } from '../shared/retrieval-metric.js';
import { retrievalShape, topKShape, type RetrievalOptions } from '../shared/retrieval-options.js';
import { retrievalConformance } from '../shared/retrieval-rows.js';

const shape = {
  /** Up to which rate of false positives the area counts. Default: all of it. */
  maxFpr: z
    .number()
    .gt(0)
    .max(1)
    .optional()
    .describe('Up to which rate of false positives the area counts. Default: all of it.'),
};

/** Options of {@link retrievalAuroc}. */
export interface RetrievalAurocOptions
  extends RetrievalOptions, z.input<z.ZodObject<typeof topKShape>>, z.input<z.ZodObject<typeof shape>> {}

/**
 * Area under the ROC curve of each query: of a relevant and an irrelevant row among the first `topK`, how often the relevant
 * one has the higher score, where equal scores count half; 0 where they are all of one kind. With `maxFpr` it is the area up
 * to that rate of false positives, by McClish made 0.5 for chance and 1 at best. From 0 to 1; higher is better.
 *
 * Scores (any numbers, since only their order counts), targets 0 and 1, and `indexes`, the number of the query that a row
 * belongs to, have one shape, `[batch, …]`; a query may be spread over batches. Of equal scores the row that came first is
 * first, which decides what is among the first `topK`. A query without relevant rows has the value that `emptyTargetAction`
 * says, one with a score of NaN the value NaN; `aggregation` makes one number of the values of all queries: 0 where each is
 * skipped, NaN where there is none. Every row counts once: weights are not used. torchmetrics puts scores outside [0, 1]
 * through a sigmoid in float32, which makes large ones equal; here they are compared as they are.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction, target and indexes have different shapes; `LML_INVALID_ARGUMENT` without
 * `indexes`, and, from `compute`, for targets that are neither 0 nor 1, indexes that are not whole numbers, and with
 * `emptyTargetAction: 'error'` for a query without relevant rows.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { retrievalAuroc } from '@lml/metrics';
 *
 * const state = new MetricState(retrievalAuroc());
 * await state.update([0.2, 0.3, 0.5], [0, 1, 0], { indexes: [0, 0, 0] });
 * await state.update([0.1, 0.3, 0.5, 0.2], [0, 1, 0, 1], { indexes: [1, 1, 1, 1] });
 * state.compute(); // => 0.5
 * ```
 *
 * @see [torchmetrics.retrieval.RetrievalAUROC](https://lightning.ai/docs/torchmetrics/stable/retrieval/auroc.html) 1.9
 */
export const retrievalAuroc = defineComponent({
  kind: 'metric',
  name: 'retrieval-auroc',
  summary: 'Area under the ROC curve of each query.',
  schema: z.strictObject({ ...metricShape, ...retrievalShape, ...topKShape, ...shape }),
  examples: [{}, { topK: 3 }, { maxFpr: 0.5, aggregation: 'median' }],
  create: ({ topK, maxFpr, ...options }, nature) =>
    retrievalMetric({
      ...nature,
      options,
      score: ({ scores, targets, hasNaN }) =>
        areaUnderRoc({ scores: scores.subarray(0, topK), targets: targets.subarray(0, topK), hasNaN }, maxFpr),
    }),
  conformance: retrievalConformance,
  higherIsBetter: true,
});
