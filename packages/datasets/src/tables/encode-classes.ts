import { byCodePoints, sizeOf, type NdArray } from '@lml/core';

import type { TableColumn } from './table.js';
import { listNames, type TableSource } from './table-source.js';

/** Whether a row has no value; of arrays, whether all its values are missing. */
export function isMissing(column: TableColumn, row: number): boolean {
  return rangeOf(column, row).every((at) => isBlank(column, at));
}

/** Whether a row has no value; of arrays, whether any of its values is missing. */
export function hasMissing(column: TableColumn, row: number): boolean {
  return rangeOf(column, row).some((at) => isBlank(column, at));
}

function rangeOf({ values: { shape } }: TableColumn, row: number): readonly number[] {
  const size = sizeOf(shape.slice(1));
  return size === 1 ? [row] : Array.from({ length: size }, (_, k) => row * size + k);
}

function isBlank({ values: { data, dtype } }: TableColumn, at: number): boolean {
  if (dtype === 'int64') return false;
  const value = (data as ArrayLike<number | string>)[at];
  return dtype === 'string' ? value === '' : Number.isNaN(value);
}

/** Gathers the classes that occur in a column, from the whole of it or part by part. Missing values are of none. */
export class ClassFinder {
  private readonly found = new Set<string | number | bigint>();
  private isBoolean = false;

  add({ type, values: { data } }: TableColumn): void {
    if (type === 'boolean') this.isBoolean = true;
    else for (const value of data as ArrayLike<string | number | bigint> & Iterable<string>) this.found.add(value);
  }

  /** What was found: sorted as numbers, or texts by their code points. Truth values are always two. */
  names(): string[] {
    if (this.isBoolean) return ['false', 'true'];
    const present = [...this.found].filter((value) => value !== '' && !Number.isNaN(value));
    return present
      .sort((a, b) =>
        typeof a === 'string' || typeof b === 'string' ? byCodePoints(String(a), String(b)) : a < b ? -1 : 1,
      )
      .map(String);
  }
}

/**
 * The number of each row's class.
 *
 * @throws `LML_FILE_FORMAT` for a value that is none of the classes.
 */
export function encodeClasses(
  column: TableColumn,
  name: string,
  classNames: readonly string[],
  source: TableSource,
  rowOf: (index: number) => number,
): NdArray<'int32'> {
  const numbers = new Map(classNames.map((label, at) => [label, at]));
  const { data } = column.values;
  const codes = new Int32Array(data.length);
  for (let row = 0; row < codes.length; row++) {
    const label = labelOf(column, row);
    const code = numbers.get(label);
    if (code === undefined)
      throw source.fault(
        `column '${name}', row ${rowOf(row)}: '${label}' is none of the classes ${listNames(classNames)}. Give all of them as classNames.`,
      );
    codes[row] = code;
  }
  return { dtype: 'int32', shape: [codes.length], data: codes };
}

/** The text by which a value is called as a class. */
function labelOf({ type, values: { data } }: TableColumn, row: number): string {
  const value = data[row]!;
  return type === 'boolean' ? (Number(value) === 0 ? 'false' : 'true') : String(value);
}
