import type { NdArray } from '@lml/core';

import type { TableColumn } from './table.js';
import { listNames, type TableSource } from './table-source.js';

/** Whether the value of a row is missing. */
export function isMissing({ values: { data, dtype } }: TableColumn, row: number): boolean {
  if (dtype === 'int64') return false;
  const value = (data as ArrayLike<number | string>)[row];
  return dtype === 'string' ? value === '' : Number.isNaN(value);
}

/** The classes that occur in a column: sorted as numbers, or texts by their code points. Missing values are of none. */
export function classesIn(column: TableColumn): string[] {
  if (column.type === 'boolean') return ['false', 'true'];
  const { data, dtype } = column.values;
  if (dtype === 'string') return [...new Set(data as string[])].filter((text) => text !== '').sort(byCodePoints);
  const numbers = new Set(Array.from(data as ArrayLike<number | bigint>, Number));
  return [...numbers]
    .filter((value) => !Number.isNaN(value))
    .sort((a, b) => a - b)
    .map(String);
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
export function labelOf({ type, values: { data } }: TableColumn, row: number): string {
  const value = data[row]!;
  return type === 'boolean' ? (Number(value) === 0 ? 'false' : 'true') : String(value);
}

/** Texts by their code points, as NumPy sorts them; JavaScript's own order is that of UTF-16 units. */
function byCodePoints(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const difference = left[at]!.codePointAt(0)! - right[at]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
