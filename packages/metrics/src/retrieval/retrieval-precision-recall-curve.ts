import { defineComponent, metricShape, type CurveFigure, type Metric } from '@lml/core';
import { z } from 'zod';

import { precisionRecallAtK } from '../shared/precision-recall-at-k.js';
import { maxKShape, retrievalShape, type RetrievalOptions } from '../shared/retrieval-options.js';
import { retrievalConformance, retrievalRows } from '../shared/retrieval-rows.js';
import { resultOf } from '../shared/values.js';

/** Options of {@link retrievalPrecisionRecallCurve}. */
export interface RetrievalPrecisionRecallCurveOptions
  extends RetrievalOptions, z.input<z.ZodObject<typeof maxKShape>> {}

/**
 * Precision over recall of rankings, for the first k rows of each query: a figure with one line, whose point k − 1 is for k,
 * from 1 to `maxK`.
 *
 * The precision of a query is the share of relevant rows among its first k, the recall the share of its relevant rows that is
 * among them; both are aggregated over queries, for each k by itself. With `adaptiveK` precision divides by no more rows than
 * a query has.
 *
 * Scores (any numbers, since only their order counts), targets 0 and 1, and `indexes`, the number of the query that a row
 * belongs to, have one shape, `[batch, …]`; a query may be spread over batches. Of equal scores the row that came first is
 * first. A query without a relevant row has at each k the values that `emptyTargetAction` says, one with a score of NaN has
 * NaN; points are 0 where each query is skipped, and there are none where nothing was counted. Every row counts once: weights
 * are not used.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction, target and indexes have different shapes; `LML_INVALID_ARGUMENT` without
 * `indexes`, and, from `compute`, for targets that are neither 0 nor 1, indexes that are not whole numbers, and with
 * `emptyTargetAction: 'error'` for a query without a relevant row.
 *
 * @example
 * ```ts
 * import { MetricState, type CurveFigure } from '@lml/core';
 * import { retrievalPrecisionRecallCurve } from '@lml/metrics';
 *
 * const state = new MetricState(retrievalPrecisionRecallCurve({ maxK: 3 }));
 * await state.update([0.2, 0.3, 0.5], [0, 1, 0], { indexes: [0, 0, 0] });
 * await state.update([0.1, 0.3, 0.5, 0.2], [0, 1, 0, 1], { indexes: [1, 1, 1, 1] });
 * const { lines } = state.compute() as CurveFigure;
 * lines[0]!.x.data; // => [0, 0.75, 1]
 * lines[0]!.y.data; // => [0, 0.5, 0.5]
 * ```
 *
 * @see [torchmetrics.retrieval.RetrievalPrecisionRecallCurve](https://lightning.ai/docs/torchmetrics/stable/retrieval/precision_recall_curve.html) 1.9
 */
export const retrievalPrecisionRecallCurve = defineComponent({
  kind: 'metric',
  name: 'retrieval-precision-recall-curve',
  summary: 'Precision over recall of the first rows of rankings.',
  schema: z.strictObject({ ...metricShape, ...retrievalShape, ...maxKShape }),
  examples: [{}, { maxK: 3, adaptiveK: true }],
  create: (options, { name, traits }): Metric => ({
    ...retrievalRows(name, traits, options),
    compute: (values): CurveFigure => {
      const { precision, recall } = precisionRecallAtK(name, options, values);
      return {
        figure: 'curve',
        title: 'Precision and recall of the first rows',
        lines: [{ x: resultOf(recall), y: resultOf(precision) }],
        xTitle: 'recall',
        yTitle: 'precision',
      };
    },
  }),
  conformance: retrievalConformance,
  higherIsBetter: undefined,
});
