import { InvalidArgumentError } from '@lml/core';

import type { Aggregation, EmptyTargetAction } from './retrieval-options.js';

/**
 * What a query counts as that has no row of those it is to have; undefined where it does not count.
 *
 * @throws `LML_INVALID_ARGUMENT` where it is an error.
 */
export function emptyValue(
  action: EmptyTargetAction,
  id: number,
  wants: 'relevant' | 'irrelevant',
): number | undefined {
  if (action === 'skip') return undefined;
  if (action !== 'error') return action === 'pos' ? 1 : 0;
  const remedy = "Give emptyTargetAction: 'neg', 'pos' or 'skip', which say what such queries count as.";
  throw new InvalidArgumentError('target', `with a row that is ${wants} in each query`, `none in query ${id}`, remedy);
}

/** One number of those of several queries; NaN where one of them is. */
export function aggregate(values: Float64Array, aggregation: Aggregation): number {
  if (typeof aggregation === 'function') return aggregation(values);
  switch (aggregation) {
    case 'mean':
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    case 'median':
      return values.some(Number.isNaN) ? NaN : values.toSorted()[(values.length - 1) >> 1]!;
    case 'min':
      return values.reduce((least, value) => Math.min(least, value), Infinity);
    case 'max':
      return values.reduce((most, value) => Math.max(most, value), -Infinity);
  }
}
