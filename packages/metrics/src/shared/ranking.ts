import { InvalidArgumentError, type MetricValues, type NdArray } from '@lml/core';

import { numbersOf } from './values.js';
import { requireWhole } from './whole-numbers.js';

/** The rows of all queries, one query after the other, in each the highest score first. */
export interface Ranking {
  /** `[rows]` */
  readonly scores: Float32Array;
  /** `[rows]` */
  readonly targets: Float32Array;
  /** Where each query begins, and after them all the number of rows. */
  readonly starts: Uint32Array;
  /** The number of each query. */
  readonly ids: Int32Array;
}

/** One query: its rows, the highest score first. */
export interface RankedQuery {
  /** `[rows]` */
  readonly scores: Float32Array;
  /** How relevant each row is. */
  readonly targets: Float32Array;
  /** Whether a score is NaN, so that there is no order. */
  readonly hasNaN: boolean;
}

/** How rows are ranked. */
export interface RankingOptions {
  /** The metric's name. */
  readonly name: string;
  /** The target of rows that are left out. */
  readonly ignoreIndex: number | undefined;
  /** Whether targets are degrees of relevance, or 0 and 1. */
  readonly graded: boolean;
}

/**
 * Groups kept rows by query and sorts each query by score; of equal scores the row that came first is first.
 *
 * @throws `LML_INVALID_ARGUMENT` for numbers of queries that are not whole, and targets that are no relevance.
 */
export function rankingOf(values: MetricValues, { name, ignoreIndex, graded }: RankingOptions): Ranking {
  requireWhole('indexes', numbersOf(values['fractions'])[0] ?? 0);
  const given = {
    scores: dataOf(values['kept/prediction'], Float32Array),
    targets: dataOf(values['kept/target'], Float32Array),
    indexes: dataOf(values['kept/indexes'], Int32Array),
  };
  const all = Uint32Array.from(given.indexes, (_, row) => row);
  const order = ignoreIndex === undefined ? all : all.filter((row) => given.targets[row] !== ignoreIndex);
  requireRelevance(name, order, given.targets, graded);
  const { scores, indexes } = given;
  order.sort((a, b) => indexes[a]! - indexes[b]! || scores[b]! - scores[a]! || a - b);
  const begins = Uint32Array.from(order.keys()).filter(
    (at) => at === 0 || indexes[order[at]!] !== indexes[order[at - 1]!],
  );
  const starts = new Uint32Array(begins.length + 1);
  starts.set(begins);
  starts[begins.length] = order.length;
  return {
    scores: gather(scores, order),
    targets: gather(given.targets, order),
    starts,
    ids: Int32Array.from(begins, (at) => indexes[order[at]!]!),
  };
}

/** One of the queries of a ranking, by its place. */
export function queryAt({ scores, targets, starts }: Ranking, query: number): RankedQuery {
  const [from, to] = [starts[query]!, starts[query + 1]!];
  const own = scores.subarray(from, to);
  return { scores: own, targets: targets.subarray(from, to), hasNaN: own.some(Number.isNaN) };
}

/** The sum of the targets of the first rows, which is how many are relevant where targets are 0 and 1. */
export function relevantAmong({ targets }: RankedQuery, rows = targets.length): number {
  let sum = 0;
  for (let row = 0; row < Math.min(rows, targets.length); row++) sum += targets[row]!;
  return sum;
}

function dataOf<Data>(array: NdArray | undefined, type: new (length: number) => Data): Data {
  return (array?.data ?? new type(0)) as Data;
}

function gather(values: Float32Array, order: Uint32Array): Float32Array {
  return Float32Array.from(order, (row) => values[row]!);
}

function requireRelevance(name: string, order: Uint32Array, targets: Float32Array, graded: boolean): void {
  const fits = (value: number): boolean => (graded ? value >= 0 && value < Infinity : value === 0 || value === 1);
  const wrong = order.reduce((count, row) => count + (fits(targets[row]!) ? 0 : 1), 0);
  if (wrong === 0) return;
  const remedy = graded
    ? `Name in ignoreIndex what is not to be counted.`
    : `Name in ignoreIndex what is not to be counted. Degrees of relevance are judged by retrieval-normalized-dcg.`;
  const expected = graded ? 'degrees of relevance of at least 0' : '0 and 1';
  throw new InvalidArgumentError('target', `${expected} for ${name}`, `${wrong} that are none`, remedy);
}
