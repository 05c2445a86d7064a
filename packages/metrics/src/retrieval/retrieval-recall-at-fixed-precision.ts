import { defineComponent, metricShape, type Metric } from '@lml/core';
import { z } from 'zod';

import { precisionRecallAtK } from '../shared/precision-recall-at-k.js';
import { maxKShape, retrievalShape, type RetrievalOptions } from '../shared/retrieval-options.js';
import { retrievalConformance, retrievalRows } from '../shared/retrieval-rows.js';

const shape = {
  /** The least precision. Default: `0`. */
  minPrecision: z.number().min(0).max(1).default(0).describe('The least precision.'),
};

/** Options of {@link retrievalRecallAtFixedPrecision}. */
export interface RetrievalRecallAtFixedPrecisionOptions
  extends RetrievalOptions, z.input<z.ZodObject<typeof maxKShape>>, z.input<z.ZodObject<typeof shape>> {}

/**
 * The highest recall of the first k rows of rankings at which precision is at least `minPrecision`: `{ value, k }` with the
 * recall and the number of rows; of equal recalls the largest k. Where no k has that precision, or the recall is 0, it is
 * `{ value: 0, k: maxK }`; both are NaN where nothing was counted. From 0 to 1; higher is better.
 *
 * The precision of a query is the share of relevant rows among its first k, the recall the share of its relevant rows that is
 * among them; both are aggregated over queries, for each k by itself, as in the metric retrieval-precision-recall-curve.
 *
 * Scores (any numbers, since only their order counts), targets 0 and 1, and `indexes`, the number of the query that a row
 * belongs to, have one shape, `[batch, …]`; a query may be spread over batches. Of equal scores the row that came first is
 * first. A query without a relevant row has at each k the values that `emptyTargetAction` says; a score of NaN makes both
 * numbers NaN. Every row counts once: weights are not used.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction, target and indexes have different shapes; `LML_INVALID_ARGUMENT` without
 * `indexes`, and, from `compute`, for targets that are neither 0 nor 1, indexes that are not whole numbers, and with
 * `emptyTargetAction: 'error'` for a query without a relevant row.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { retrievalRecallAtFixedPrecision } from '@lml/metrics';
 *
 * const state = new MetricState(retrievalRecallAtFixedPrecision({ minPrecision: 0.5, maxK: 3 }));
 * await state.update([0.2, 0.3, 0.5], [0, 1, 0], { indexes: [0, 0, 0] });
 * await state.update([0.1, 0.3, 0.5, 0.2], [0, 1, 0, 1], { indexes: [1, 1, 1, 1] });
 * state.compute(); // => { value: 1, k: 3 }
 * ```
 *
 * @see [torchmetrics.retrieval.RetrievalRecallAtFixedPrecision](https://lightning.ai/docs/torchmetrics/stable/retrieval/recall_at_fixed_precision.html) 1.9
 */
export const retrievalRecallAtFixedPrecision = defineComponent({
  kind: 'metric',
  name: 'retrieval-recall-at-fixed-precision',
  summary: 'The highest recall of the first rows at a least precision.',
  schema: z.strictObject({ ...metricShape, ...retrievalShape, ...maxKShape, ...shape }),
  examples: [{}, { minPrecision: 0.5, maxK: 3, adaptiveK: true }],
  create: ({ minPrecision, ...options }, { name, traits }): Metric => ({
    ...retrievalRows(name, traits, options),
    compute: (values) => {
      const { precision, recall } = precisionRecallAtK(name, options, values);
      const maxK = recall.length;
      if (maxK === 0 || recall.some(Number.isNaN)) return { value: NaN, k: NaN };
      let best = { value: 0, k: maxK };
      recall.forEach((value, at) => {
        if (precision[at]! >= minPrecision && value > 0 && value >= best.value) best = { value, k: at + 1 };
      });
      return best;
    },
  }),
  conformance: retrievalConformance,
  higherIsBetter: true,
});
