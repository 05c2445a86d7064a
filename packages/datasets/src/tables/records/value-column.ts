import { allocate, sizeOf, type NdArray } from '@lml/core';

import { MAX_RANK } from '../../shared/check-nested.js';
import { describe } from '../../shared/invalid-value.js';
import { parseDate, parseNumber } from '../build-column.js';
import type { ColumnType, TableColumn } from '../table.js';

/** What the values of a column are by themselves; of arrays each value is several numbers. */
type Nature = ColumnType | 'array';

const NAMES: Readonly<Record<Nature, string>> = {
  number: 'a number',
  boolean: 'true or false',
  text: 'text',
  integer: 'a bigint of 64 bits',
  date: 'a date',
  array: 'an array of numbers',
};

/** What is known of a column whose first values came before. */
export interface KnownColumn {
  readonly type: ColumnType;
  /** The shape of a value. */
  readonly shape: readonly number[];
}

/** Where a column comes from, for messages. */
export interface ColumnSource {
  readonly nameOf: (row: number) => string;
  readonly fault: (row: number, message: string) => Error;
}

/** A column of more values is none. */
const MOST = 2 ** 30;

const PLAIN = { missing: new Set<string>(), missingNumbers: new Set<number>(), decimal: '.', thousands: '' };

/**
 * A column of plain values: of the type of the first one that is not missing (`null`, `undefined`, NaN), which all must have; or of the
 * type that is given, as far as the values can be converted to it.
 *
 * @throws What `source.fault` gives for a value of another type.
 */
export function valueColumn(
  values: readonly unknown[],
  given: ColumnType | undefined,
  source: ColumnSource,
  known?: KnownColumn,
): TableColumn {
  const { fault, nameOf } = source;
  const first = values.findIndex((value) => !isMissing(value));
  const nature = given ?? natureOfKnown(known) ?? natureOf(values[first]) ?? (first < 0 ? 'number' : undefined);
  if (nature === undefined)
    throw fault(
      first,
      `must be a number, true or false, text, a date, or an array of numbers, got ${describe(values[first])}`,
    );
  if (nature === 'array') return arrayColumn(values, first, source, known);
  const convert = given === undefined ? (value: unknown) => ownValue(nature, value) : CONVERSIONS[given];
  const dtype = nature === 'text' ? 'string' : nature === 'integer' ? 'int64' : 'float64';
  const data = allocate(dtype, values.length) as (number | string | bigint)[];
  for (const [row, value] of values.entries()) {
    const converted = isMissing(value) ? MISSING[nature] : convert(value);
    if (converted === undefined)
      throw fault(row, wrong(value, nature, given === undefined ? reasonOf(known, nameOf(first)) : ''));
    data[row] = converted;
  }
  return { type: nature, values: { dtype, shape: [values.length], data } as unknown as TableColumn['values'] };
}

/** What stands where a value is missing; whole numbers of 64 bits cannot be. */
const MISSING = { number: NaN, boolean: NaN, date: NaN, text: '', integer: undefined };

function isMissing(value: unknown): boolean {
  return value === null || value === undefined || Number.isNaN(value);
}

function wrong(value: unknown, nature: Nature, reason: string): string {
  if (nature === 'integer' && isMissing(value)) return 'is missing, which a whole number of 64 bits cannot be';
  return `must be ${NAMES[nature]}${reason}, got ${describe(value)}`;
}

function reasonOf(known: KnownColumn | undefined, first: string): string {
  return `, as in ${known === undefined ? first : 'the first part of the file'}`;
}

function natureOfKnown(known: KnownColumn | undefined): Nature | undefined {
  return known === undefined || known.shape.length === 0 ? known?.type : 'array';
}

function natureOf(value: unknown): Nature | undefined {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'bigint') return 'integer';
  if (value instanceof Date) return 'date';
  return isList(value) ? 'array' : undefined;
}

/** A value as it stands in a column of its own nature; `undefined` where it is of another. */
function ownValue(nature: ColumnType, value: unknown): number | string | bigint | undefined {
  if (natureOf(value) !== nature) return undefined;
  if (typeof value === 'bigint') return BigInt.asIntN(64, value) === value ? value : undefined;
  return typeof value === 'string' ? value : Number(value);
}

/** How values become those of a type that was asked for. */
const CONVERSIONS: Readonly<Record<ColumnType, (value: unknown) => number | string | bigint | undefined>> = {
  number: (value) =>
    typeof value === 'string' ? parseNumber(value, PLAIN) : isScalar(value) ? Number(value) : undefined,
  text: (value) => (isScalar(value) ? String(value) : value instanceof Date ? value.toISOString() : undefined),
  boolean: (value) => (value === true || value === 1 ? 1 : value === false || value === 0 ? 0 : undefined),
  date: (value) =>
    typeof value === 'string'
      ? parseDate(value)
      : typeof value === 'number' || value instanceof Date
        ? Number(value)
        : undefined,
  integer(value) {
    const isWhole = Number.isSafeInteger(value) || (typeof value === 'string' && /^[+-]?\d{1,19}$/.test(value));
    if (!isWhole && typeof value !== 'bigint') return undefined;
    const whole = BigInt(typeof value === 'string' ? value.replace('+', '') : (value as number | bigint));
    return BigInt.asIntN(64, whole) === whole ? whole : undefined;
  },
};

function isScalar(value: unknown): value is number | boolean | string | bigint {
  return ['number', 'boolean', 'string', 'bigint'].includes(typeof value);
}

/** Arrays of numbers, of one shape; a missing one is an array of NaN. */
function arrayColumn(
  values: readonly unknown[],
  first: number,
  { fault, nameOf }: ColumnSource,
  known: KnownColumn | undefined,
): TableColumn {
  const shape = known?.shape ?? shapeOf(values[first]);
  const size = sizeOf(shape);
  if (size === 0) throw fault(first, 'must be an array with values, got an empty one');
  const wrong = values.findIndex((value) => !isMissing(value) && !fits(value, shape, 0));
  if (wrong >= 0) {
    const reason = known === undefined && wrong === first ? '' : reasonOf(known, nameOf(first));
    throw fault(wrong, `must be numbers of the shape [${shape.join(', ')}]${reason}, got ${describe(values[wrong])}`);
  }
  if (values.length * size > MOST) throw fault(first, `${values.length} such arrays are more than ${MOST} values`);
  const data = new Float64Array(values.length * size).fill(NaN);
  for (const [row, value] of values.entries()) if (!isMissing(value)) fill(data, row * size, value);
  const array: NdArray<'float64'> = { dtype: 'float64', shape: [values.length, ...shape], data };
  return { type: 'number', values: array };
}

/** How long arrays within arrays are, by the first of each. */
function shapeOf(value: unknown): number[] {
  const shape: number[] = [];
  for (let part = value; isList(part) && shape.length < MAX_RANK; part = part[0]) shape.push(part.length);
  return shape;
}

/** Whether a value is numbers of a shape, of which some may be missing. */
function fits(value: unknown, shape: readonly number[], depth: number): boolean {
  if (depth === shape.length) return value === null || typeof value === 'number';
  if (!isList(value) || value.length !== shape[depth]) return false;
  return isNumbers(value) || value.every((part) => fits(part, shape, depth + 1));
}

/** Writes the numbers of an array; returns where they end. */
function fill(data: Float64Array, from: number, value: unknown): number {
  if (!isList(value)) {
    if (value !== null) data[from] = value as number;
    return from + 1;
  }
  let at = from;
  for (let index = 0; index < value.length; index++) at = fill(data, at, value[index]);
  return at;
}

function isList(value: unknown): value is readonly unknown[] | Float64Array {
  return Array.isArray(value) || isNumbers(value);
}

/** A typed array of numbers. */
function isNumbers(value: unknown): value is Float64Array {
  return ArrayBuffer.isView(value) && 'length' in value && typeof (value as Float64Array)[0] !== 'bigint';
}
