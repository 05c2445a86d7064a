import type { MetricValues } from '@lml/core';

import { aggregate, emptyValue } from './aggregate.js';
import { queryAt, rankingOf, relevantAmong } from './ranking.js';
import type { RetrievalSettings } from './retrieval-options.js';

/** How the curve of precision and recall over the number of rows is made. */
export interface PrecisionRecallOptions extends RetrievalSettings {
  /** The last number of rows. */
  readonly maxK?: number | undefined;
  /** Whether precision divides by no more rows than a query has. */
  readonly adaptiveK: boolean;
}

/** Precision and recall of the first k rows, aggregated over queries, for k from 1. */
export interface PrecisionRecallAtK {
  /** `[maxK]` */
  readonly precision: Float64Array;
  /** `[maxK]` */
  readonly recall: Float64Array;
}

/** Computes them one k after the other, so that memory is that of the queries. No points where nothing was counted. */
export function precisionRecallAtK(
  name: string,
  { maxK, adaptiveK, emptyTargetAction, ignoreIndex, aggregation }: PrecisionRecallOptions,
  values: MetricValues,
): PrecisionRecallAtK {
  const ranking = rankingOf(values, { name, ignoreIndex, graded: false });
  const { starts, targets, ids } = ranking;
  const queries = Array.from(ids, (id, place) => {
    const query = queryAt(ranking, place);
    const relevant = relevantAmong(query);
    const fixed = relevant === 0 ? emptyValue(emptyTargetAction, id, 'relevant') : query.hasNaN ? NaN : undefined;
    return { place, relevant, fixed, hits: 0 };
  }).filter(({ relevant, fixed }) => relevant > 0 || fixed !== undefined);
  const lengths = starts.subarray(1).map((end, place) => end - starts[place]!);
  const length = ids.length === 0 ? 0 : (maxK ?? lengths.reduce((most, one) => Math.max(most, one), 0));
  const [precision, recall] = [new Float64Array(length), new Float64Array(length)];
  if (queries.length === 0) return { precision, recall };
  for (let k = 1; k <= length; k++) {
    for (const query of queries) if (k <= lengths[query.place]!) query.hits += targets[starts[query.place]! + k - 1]!;
    const of = (divisor: (query: (typeof queries)[number]) => number): number =>
      aggregate(
        Float64Array.from(queries, (query) => query.fixed ?? query.hits / divisor(query)),
        aggregation,
      );
    precision[k - 1] = of(({ place }) => (adaptiveK ? Math.min(k, lengths[place]!) : k));
    recall[k - 1] = of(({ relevant }) => relevant);
  }
  return { precision, recall };
}
