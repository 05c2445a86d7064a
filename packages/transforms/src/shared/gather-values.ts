import { InvalidArgumentError } from '@lml/core';

import type { BlockColumn } from './block.js';
import { numbersOf, type Learning } from './feature-transform.js';
import { inPieces } from './pieces.js';

/** So many rows are allocated for first. */
const FIRST = 1024;

/**
 * Gathers all values of features, for what cannot be learnt from sums, as quantiles cannot. It takes 8 bytes for each value, and while it
 * grows up to three times as much.
 */
export class ValueGatherer {
  private readonly gathered: Float64Array[];
  private rows = 0;

  constructor(features: number) {
    this.gathered = Array.from({ length: features }, () => new Float64Array(FIRST));
  }

  /** Takes the values of a batch: a copy, since its arrays may be filled anew. */
  add(columns: readonly Float64Array[]): void {
    const rows = this.rows + (columns[0]?.length ?? 0);
    columns.forEach((values, at) => {
      if (rows > this.gathered[at]!.length) this.gathered[at] = grown(this.gathered[at]!, rows);
      this.gathered[at]!.set(values, this.rows);
    });
    this.rows = rows;
  }

  /** All values of each feature, in their order. */
  finish(): readonly Float64Array[] {
    return this.gathered.map((values) => values.subarray(0, this.rows));
  }
}

/** Learns from all values of the features at once. */
export function learningOfAll<Learnt>(
  columns: readonly BlockColumn[],
  transform: string,
  learn: (values: readonly Float64Array[], names: readonly string[]) => Learnt,
): Learning<Learnt> {
  const gatherer = new ValueGatherer(columns.length);
  return {
    add: (batch) => gatherer.add(batch.map((column) => finiteNumbersOf(column, transform))),
    finish: () =>
      learn(
        gatherer.finish(),
        columns.map(({ name }) => name),
      ),
  };
}

/**
 * The numbers of a feature to learn from, of which none is infinite.
 *
 * @throws `LML_INVALID_ARGUMENT` for texts and infinite numbers.
 */
export function finiteNumbersOf(column: BlockColumn, transform: string): Float64Array {
  const values = numbersOf(column, transform);
  let row = -1;
  inPieces(values.length, (start, end) => {
    if (row < 0) row = firstInfinite(values, start, end);
  });
  if (row < 0) return values;
  throw new InvalidArgumentError(
    `Each value of the feature '${column.name}'`,
    `a finite number, or NaN where it is missing, as ${transform} learns from them`,
    values[row],
  );
}

function firstInfinite(values: Float64Array, start: number, end: number): number {
  for (let row = start; row < end; row++) if (values[row] === Infinity || values[row] === -Infinity) return row;
  return -1;
}

function grown(values: Float64Array, rows: number): Float64Array {
  const larger = new Float64Array(Math.max(rows, 2 * values.length));
  larger.set(values);
  return larger;
}
