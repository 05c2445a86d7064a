import { parseDate } from '../build-column.js';
import { WIDE_AND_MISSING } from '../join-parts.js';
import type { ColumnType, TableColumn } from '../table.js';
import type { TableSource } from '../table-source.js';

/** A value as a database gives it. */
export type DatabaseValue = number | bigint | string | boolean | null | Uint8Array;

/** What a column is known to be before its values are seen. */
export interface KnownColumn {
  readonly name: string;
  /** `undefined` where its values tell. */
  readonly type?: ColumnType | undefined;
}

/**
 * A column of values that are all numbers, all texts or all truth values, but for missing ones.
 *
 * @throws `LML_FILE_FORMAT` with row for values of several types, for bytes, and for whole numbers that no type holds.
 */
export function columnOfValues(
  { name, type }: KnownColumn,
  values: readonly DatabaseValue[],
  source: TableSource,
  firstRow = 0,
): TableColumn {
  const first = values.find((value) => value !== null);
  const kind = kindOf(first);
  const other = values.findIndex((value) => value !== null && kindOf(value) !== kind);
  if (other >= 0 || kind === 'bytes') {
    const [at, what] =
      other >= 0 ? [other, `${kind}s and ${kindOf(values[other])}s`] : [values.indexOf(first!), 'bytes'];
    throw source.fault(
      `column '${name}' holds ${what}: see row ${firstRow + at}. Make it one of numbers or texts in the query, cast(… as real) or cast(… as text), or leave it out.`,
    );
  }
  if (type === 'text' || (type !== 'date' && kind === 'text')) {
    const data = values.map((value) => (value === null ? '' : String(value)));
    return { type: 'text', values: { dtype: 'string', shape: [data.length], data } };
  }
  const wide = values.some((value) => typeof value === 'bigint' && !Number.isSafeInteger(Number(value)));
  if (wide) {
    const isWhole = values.every((value) => typeof value === 'bigint' && BigInt.asIntN(64, value) === value);
    if (!isWhole) throw source.fault(`column '${name}' ${WIDE_AND_MISSING}`);
    const data = BigInt64Array.from(values as bigint[]);
    return { type: 'integer', values: { dtype: 'int64', shape: [data.length], data } };
  }
  const data = Float64Array.from(values, (value, row) =>
    value === null ? NaN : typeof value === 'string' ? momentOf(name, value, source, firstRow + row) : Number(value),
  );
  const isBinary = data.every((value) => value === 0 || value === 1 || Number.isNaN(value));
  const isTruth = kind === 'truth value' || (type === 'boolean' && isBinary);
  const found = isTruth ? 'boolean' : type === 'boolean' ? 'number' : (type ?? 'number');
  return { type: found, values: { dtype: 'float64', shape: [data.length], data } };
}

function kindOf(value: DatabaseValue | undefined): 'number' | 'text' | 'truth value' | 'bytes' {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'truth value';
  return typeof value === 'object' && value !== null ? 'bytes' : 'number';
}

function momentOf(name: string, text: string, source: TableSource, row: number): number {
  const moment = /^-?infinity$/.test(text) ? Number(text.replace('i', 'I')) : parseDate(text);
  if (moment === undefined)
    throw source.fault(
      `column '${name}', row ${row}: '${text.slice(0, 60)}' is no date of ISO 8601. Read it as text: cast(… as text).`,
    );
  return moment;
}
