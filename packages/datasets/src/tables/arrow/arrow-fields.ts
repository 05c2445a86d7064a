import type { FlatTable } from './flat-table.js';

/** The types of Arrow that are read, and what is needed to pass by the others. */
export type ArrowType =
  | { readonly kind: 'null' | 'bool' | 'fixed' | 'struct' | 'list-view' | 'union' | 'run-end' }
  | { readonly kind: 'int'; readonly bits: number; readonly isSigned: boolean }
  | { readonly kind: 'float'; readonly bits: number }
  | { readonly kind: 'text' | 'binary' | 'list'; readonly isLarge: boolean }
  | { readonly kind: 'text-view' | 'binary-view' }
  | { readonly kind: 'fixed-list'; readonly size: number }
  | { readonly kind: 'decimal'; readonly bits: number; readonly scale: number }
  | {
      readonly kind: 'date' | 'time' | 'timestamp' | 'duration';
      readonly bits: number;
      readonly perMillisecond: number;
    };

/** A column of an Arrow file, or a part of one. */
export interface ArrowField {
  readonly name: string;
  readonly type: ArrowType;
  /** What Arrow calls the type, for messages. */
  readonly typeName: string;
  readonly children: readonly ArrowField[];
  /** Where values are numbers in a dictionary: which one, and how the numbers are stored. */
  readonly dictionary: { readonly id: number; readonly type: ArrowType } | undefined;
  /** How many buffers it has itself; texts by views have further ones. */
  readonly buffers: number;
}

const NAMES = [
  ...['nothing', 'Null', 'Int', 'FloatingPoint', 'Binary', 'Utf8', 'Bool', 'Decimal', 'Date', 'Time', 'Timestamp'],
  ...['Interval', 'List', 'Struct', 'Union', 'FixedSizeBinary', 'FixedSizeList', 'Map', 'Duration', 'LargeBinary'],
  ...['LargeUtf8', 'LargeList', 'RunEndEncoded', 'BinaryView', 'Utf8View', 'ListView', 'LargeListView'],
];
/** Seconds, milliseconds, microseconds, nanoseconds. */
const UNITS = [1e-3, 1, 1e3, 1e6];
const DEEPEST = 32;

/**
 * The fields of a schema.
 *
 * @throws `RangeError` for types that are none.
 *
 * @see https://arrow.apache.org/docs/format/Columnar.html
 */
export function fieldsOf(tables: readonly FlatTable[], slot: number, depth = 0): ArrowField[] {
  if (depth > DEEPEST) throw new RangeError('fields are nested too deep');
  return tables
    .flatMap((table) => table.tables(slot))
    .map((field) => {
      const code = field.byte(2);
      const type = typeOf(code, field.table(3));
      const dictionary = field.table(4);
      const children = fieldsOf([field], 5, depth + 1);
      return {
        name: field.text(0),
        type,
        typeName: NAMES[code] ?? 'unknown',
        children,
        dictionary: dictionary && {
          id: dictionary.long(0),
          type:
            dictionary.table(1) === undefined
              ? { kind: 'int', bits: 32, isSigned: true }
              : typeOf(2, dictionary.table(1)),
        },
        buffers: dictionary === undefined ? buffersOf(code, field.table(3)) : 2,
      };
    });
}

function typeOf(code: number, table: FlatTable | undefined): ArrowType {
  switch (code) {
    case 1:
      return { kind: 'null' };
    case 2:
      return { kind: 'int', bits: table?.int(0) ?? 0, isSigned: table?.byte(1) === 1 };
    case 3:
      return { kind: 'float', bits: [16, 32, 64][table?.short(0) ?? 0] ?? 0 };
    case 4:
    case 19:
      return { kind: 'binary', isLarge: code === 19 };
    case 5:
    case 20:
      return { kind: 'text', isLarge: code === 20 };
    case 6:
      return { kind: 'bool' };
    case 7:
      return { kind: 'decimal', scale: table?.int(1) ?? 0, bits: table?.int(2, 128) ?? 128 };
    case 8: {
      const isDay = table?.short(0, 1) === 0;
      return { kind: 'date', bits: isDay ? 32 : 64, perMillisecond: isDay ? 1 / 86_400_000 : 1 };
    }
    case 9:
      return { kind: 'time', bits: table?.int(1, 32) ?? 32, perMillisecond: unit(table?.short(0, 1) ?? 1) };
    case 10:
      return { kind: 'timestamp', bits: 64, perMillisecond: unit(table?.short(0) ?? 0) };
    case 12:
    case 17:
    case 21:
      return { kind: 'list', isLarge: code === 21 };
    case 13:
      return { kind: 'struct' };
    case 14:
      return { kind: 'union' };
    case 11:
    case 15:
      return { kind: 'fixed' };
    case 16:
      return { kind: 'fixed-list', size: table?.int(0) ?? 0 };
    case 18:
      return { kind: 'duration', bits: 64, perMillisecond: unit(table?.short(0, 1) ?? 1) };
    case 22:
      return { kind: 'run-end' };
    case 23:
      return { kind: 'binary-view' };
    case 24:
      return { kind: 'text-view' };
    case 25:
    case 26:
      return { kind: 'list-view' };
  }
  throw new RangeError(`a type with the number ${code}`);
}

function unit(code: number): number {
  const perMillisecond = UNITS[code];
  if (perMillisecond === undefined) throw new RangeError(`a unit of time with the number ${code}`);
  return perMillisecond;
}

function buffersOf(code: number, table: FlatTable | undefined): number {
  if (code === 1 || code === 22) return 0;
  if (code === 13 || code === 16) return 1;
  if (code === 14) return table?.short(0) === 1 ? 2 : 1;
  return [4, 5, 19, 20, 25, 26].includes(code) ? 3 : 2;
}
