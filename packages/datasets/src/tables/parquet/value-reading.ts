import type { DecodedArray, SchemaElement } from 'hyparquet';
import { parseDecimal, parseFloat16 } from 'hyparquet/src/convert.js';

import type { ColumnValues } from '../join-parts.js';
import type { ColumnType } from '../table.js';
import { asNumbers } from '../whole-numbers.js';

/** How stored values become those of a table. */
export interface ValueReading {
  readonly type: ColumnType;
  /** Makes them. `undefined` where whole numbers are beyond those that float64 has. */
  readonly convert: (stored: DecodedArray) => ColumnValues | undefined;
}

/** 1970 among days that are counted as astronomers do. */
const JULIAN_1970 = 2_440_588;
const DAY = 86_400_000;

/** How the values of a column are read, or why they are not. */
export function valuesOf(element: SchemaElement): ValueReading | string {
  const { type, converted_type: converted, logical_type: logical } = element;
  const kind = logical?.type;
  if (converted === 'DECIMAL' || kind === 'DECIMAL') return decimals(element);
  switch (type) {
    case undefined:
      break;
    case 'BOOLEAN':
      return { type: 'boolean', convert: numbers(Number) };
    case 'FLOAT':
    case 'DOUBLE':
      return { type: 'number', convert: numbers(Number) };
    case 'INT32':
      if (converted === 'DATE' || kind === 'DATE')
        return { type: 'date', convert: numbers((days) => Number(days) * DAY) };
      if (isUnsigned(element)) return { type: 'number', convert: numbers((value) => Number(value) >>> 0) };
      return { type: 'number', convert: numbers(Number) };
    case 'INT64':
      return integers(element);
    case 'INT96':
      return { type: 'date', convert: numbers(momentOf) };
    case 'BYTE_ARRAY':
      if (converted === 'BSON' || kind === 'GEOMETRY' || kind === 'GEOGRAPHY') break;
      return { type: 'text', convert: texts };
    case 'FIXED_LEN_BYTE_ARRAY':
      if (kind === 'FLOAT16')
        return { type: 'number', convert: numbers((bytes) => parseFloat16(bytes as Uint8Array)!) };
      if (kind === 'UUID') return { type: 'text', convert: (stored) => (stored as Uint8Array[]).map(uuid) };
  }
  return `its values are of type ${kind ?? converted ?? type ?? 'unknown'}`;
}

/** Whether whole numbers are at least 0, so that the first bit is one of them. */
export function isUnsigned({ converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  return converted?.startsWith('UINT_') === true || (logical?.type === 'INTEGER' && !logical.isSigned);
}

function numbers(convert: (value: unknown) => number): (stored: DecodedArray) => Float64Array {
  return (stored) => {
    const values = new Float64Array(stored.length);
    for (let at = 0; at < values.length; at++) values[at] = convert(stored[at]);
    return values;
  };
}

function decimals({ scale, logical_type: logical }: SchemaElement): ValueReading {
  const digits = scale ?? (logical?.type === 'DECIMAL' ? logical.scale : undefined) ?? 0;
  const convert = (value: unknown): number => {
    const whole = value instanceof Uint8Array ? parseDecimal(value) : Number(value);
    return whole / 10 ** digits;
  };
  return { type: 'number', convert: numbers(convert) };
}

/** 64 bits: moments and times of day in milliseconds, or whole numbers. */
function integers(element: SchemaElement): ValueReading {
  const { converted_type: converted, logical_type: logical } = element;
  const unit = logical?.type === 'TIMESTAMP' || logical?.type === 'TIME' ? logical.unit : undefined;
  const parts = { MILLIS: 1, MICROS: 1e3, NANOS: 1e6 };
  const divisor = unit !== undefined ? parts[unit] : converted === 'TIMESTAMP_MILLIS' ? 1 : 1e3;
  const ofTime = (type: ColumnType): ValueReading => ({
    type,
    convert: numbers((value) => Number(value) / divisor),
  });
  if (logical?.type === 'TIMESTAMP' || converted?.startsWith('TIMESTAMP_')) return ofTime('date');
  if (logical?.type === 'TIME' || converted === 'TIME_MICROS') return ofTime('number');
  return {
    type: 'number',
    convert(stored) {
      const wide = stored instanceof BigInt64Array ? stored : new BigInt64Array();
      return asNumbers(isUnsigned(element) ? new BigUint64Array(wide.buffer, wide.byteOffset, wide.length) : wide);
    },
  };
}

/** Moments as older programs write them: nanoseconds of a day, and the day. */
function momentOf(value: unknown): number {
  const bits = value as bigint;
  const day = Number(bits >> 64n) - JULIAN_1970;
  return day * DAY + Number(BigInt.asUintN(64, bits)) / 1e6;
}

function texts(stored: DecodedArray): string[] {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return (stored as Uint8Array[]).map((bytes) => decoder.decode(bytes));
}

function uuid(bytes: Uint8Array): string {
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
