import type { Metric, MetricTraits } from '@lml/core';

import { aggregate, emptyValue } from './aggregate.js';
import { queryAt, rankingOf, relevantAmong, type RankedQuery } from './ranking.js';
import type { RetrievalSettings } from './retrieval-options.js';
import { retrievalRows } from './retrieval-rows.js';

/** What {@link retrievalMetric} takes. */
export interface RetrievalMetricOptions {
  /** The metric's name in the registry. */
  readonly name: string;
  /** Its traits. */
  readonly traits: MetricTraits;
  /** The options of the family, with their defaults filled in. */
  readonly options: RetrievalSettings;
  /** The value of one query that is not empty. */
  readonly score: (query: RankedQuery) => number;
  /** What a query must have, or it is empty: a row that is relevant, or one that is not. Default: `'relevant'`. */
  readonly wants?: 'relevant' | 'irrelevant' | undefined;
  /** Whether targets are degrees of relevance. Default: they are 0 and 1. */
  readonly graded?: boolean | undefined;
}

/**
 * Makes a metric of rankings: rows are grouped by query (`indexes`) and sorted by score, each query has a value, and these are
 * aggregated.
 *
 * Every row is kept and counts once: weights are not used. Of equal scores the row that came first is first. A query with a
 * score of NaN has the value NaN. 0 where all queries are skipped, NaN where there is none.
 *
 * @throws `LML_SHAPE_MISMATCH`, from the metric, if prediction, target and indexes have different shapes; `LML_INVALID_ARGUMENT` from
 * `compute` for targets that are no relevance, indexes that are not whole, and empty queries with `emptyTargetAction: 'error'`.
 *
 * @example
 * ```ts
 * import { defineComponent, metricShape, MetricState } from '@lml/core';
 * import { retrievalMetric, retrievalShape } from '@lml/metrics';
 * import { z } from 'zod';
 *
 * const first = defineComponent({
 *   kind: 'metric',
 *   name: 'first-is-relevant',
 *   summary: 'How often the first row is relevant.',
 *   schema: z.strictObject({ ...metricShape, ...retrievalShape }),
 *   create: (options, nature) => retrievalMetric({ ...nature, options, score: ({ targets }) => targets[0]! }),
 *   higherIsBetter: true,
 * });
 * const state = new MetricState(first());
 * await state.update([0.2, 0.7, 0.5, 0.1], [0, 1, 0, 1], { indexes: [0, 0, 1, 1] });
 * state.compute(); // => 0.5
 * ```
 */
export function retrievalMetric({
  name,
  traits,
  options,
  score,
  wants = 'relevant',
  graded = false,
}: RetrievalMetricOptions): Metric {
  const { emptyTargetAction, ignoreIndex, aggregation } = options;
  return {
    ...retrievalRows(name, traits, options),
    compute: (values) => {
      const ranking = rankingOf(values, { name, ignoreIndex, graded });
      const results: number[] = [];
      ranking.ids.forEach((id, place) => {
        const query = queryAt(ranking, place);
        const relevant = relevantAmong(query);
        const isEmpty = (wants === 'relevant' ? relevant : query.targets.length - relevant) === 0;
        const result = isEmpty ? emptyValue(emptyTargetAction, id, wants) : query.hasNaN ? NaN : score(query);
        if (result !== undefined) results.push(result);
      });
      if (ranking.ids.length === 0) return NaN;
      return results.length === 0 ? 0 : aggregate(Float64Array.from(results), aggregation);
    },
  };
}
