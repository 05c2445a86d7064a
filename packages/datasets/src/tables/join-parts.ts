import type { ColumnType, TableColumn } from './table.js';
import type { TableSource } from './table-source.js';

/** Values of a column as a table holds them. */
export type ColumnValues = Float64Array | BigInt64Array | string[];

/** Some values of a column. */
export interface ColumnPart {
  readonly values: ColumnValues;
  /** Where values are lists: how many of them each row has; -1 where there is no list. */
  readonly lengths?: Int32Array | undefined;
}

/**
 * A column of its parts, one after the other. Where one of them has whole numbers of 64 bits, all become such. Lists must be of one
 * length; a missing one is NaN in all places.
 *
 * @throws `LML_FILE_FORMAT` with row for lists of several lengths, and for missing values among whole numbers of 64 bits.
 */
export function joinParts(
  name: string,
  type: ColumnType,
  parts: readonly ColumnPart[],
  source: TableSource,
): TableColumn {
  if (type === 'text') {
    const data = parts.length === 1 ? parts[0]!.values : parts.flatMap(({ values }) => values as string[]);
    return { type, values: { dtype: 'string', shape: [data.length], data } };
  }
  const width = widthOf(name, parts, source);
  const rows = parts.reduce((sum, { values, lengths }) => sum + (lengths ?? values).length, 0);
  const shape = width === undefined ? [rows] : [rows, width];
  const isWide = parts.some(({ values }) => values instanceof BigInt64Array);
  const data = isWide ? new BigInt64Array(rows * (width ?? 1)) : new Float64Array(rows * (width ?? 1));
  let at = 0;
  for (const { values, lengths } of parts) {
    const rowsHere = (lengths ?? values).length;
    if (lengths?.includes(-1) === true) spread(values as Float64Array, lengths, width!, data as Float64Array, at);
    else if (isWide && values instanceof Float64Array) widen(name, values, data as BigInt64Array, at, source);
    else data.set(values as never, at);
    at += rowsHere * (width ?? 1);
  }
  return isWide
    ? { type: 'integer', values: { dtype: 'int64', shape, data: data as BigInt64Array } }
    : { type, values: { dtype: 'float64', shape, data: data as Float64Array } };
}

/** How many values each list has; `undefined` where values are none. */
function widthOf(name: string, parts: readonly ColumnPart[], source: TableSource): number | undefined {
  if (parts.every(({ lengths }) => lengths === undefined)) return undefined;
  let [row, width] = [0, undefined as number | undefined];
  for (const { lengths } of parts)
    for (const length of lengths!) {
      if (length >= 0) {
        width ??= length;
        if (length !== width)
          throw source.fault(
            `column '${name}' is of lists, which must be of one length: row ${row} has ${length} values, those before it ${width}. Leave the column out of inputs, or fill the lists up.`,
          );
      }
      row++;
    }
  return width ?? 0;
}

function spread(values: Float64Array, lengths: Int32Array, width: number, data: Float64Array, start: number): void {
  let [from, to] = [0, start];
  for (const length of lengths) {
    if (length < 0) data.fill(NaN, to, to + width);
    else data.set(values.subarray(from, (from += width)), to);
    to += width;
  }
}

function widen(name: string, values: Float64Array, data: BigInt64Array, start: number, source: TableSource): void {
  if (values.some(Number.isNaN)) throw source.fault(`column '${name}' ${WIDE_AND_MISSING}`);
  for (let k = 0; k < values.length; k++) data[start + k] = BigInt(values[k]!);
}

/** Why a column cannot be held. */
export const WIDE_AND_MISSING =
  'has whole numbers beyond 2^53, and some values are missing: no type holds both. Write it as text, or as float64.';
