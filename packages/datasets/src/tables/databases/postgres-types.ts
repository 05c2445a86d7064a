import type { ColumnType } from '../table.js';
import type { DatabaseValue } from './column-of-values.js';

/** How the values of a type of PostgreSQL, which come as texts, become those of a table. */
export interface PostgresType {
  readonly type: ColumnType;
  readonly parse: (text: string) => DatabaseValue;
}

const number: PostgresType = { type: 'number', parse: Number };
const text: PostgresType = { type: 'text', parse: (value) => value };
const date: PostgresType = { type: 'date', parse: (value) => value };
/** In UTC, as is asked for: `2026-11-30 12:00:00+00`. */
const moment: PostgresType = { type: 'date', parse: (value) => value.replace(/\+00$/, 'Z') };
const time: PostgresType = {
  type: 'number',
  parse(value) {
    const [hours, minutes, seconds] = value.split(':').map(Number);
    return ((hours! * 60 + minutes!) * 60 + seconds!) * 1000;
  },
};

/** Types by their numbers. */
const TYPES: ReadonlyMap<number, PostgresType> = new Map([
  [16, { type: 'boolean', parse: (value: string) => value === 't' }],
  [20, { type: 'number', parse: BigInt }],
  // Two and four bytes, object numbers, floats, decimals.
  ...[21, 23, 26, 700, 701, 1700].map((oid): [number, PostgresType] => [oid, number]),
  // Character, name, text, char(n), varchar, uuid; those of literals without a type.
  ...[18, 19, 25, 1042, 1043, 2950, 705].map((oid): [number, PostgresType] => [oid, text]),
  [1082, date],
  ...[1114, 1184].map((oid): [number, PostgresType] => [oid, moment]),
  [1083, time],
] satisfies [number, PostgresType][]);

const NAMES: Readonly<Record<number, string>> = {
  ...{ 17: 'bytea', 114: 'json', 142: 'xml', 790: 'money', 1186: 'interval', 1266: 'timetz', 3802: 'jsonb' },
  ...{
    1005: 'int2[]',
    1007: 'int4[]',
    1009: 'text[]',
    1016: 'int8[]',
    1021: 'float4[]',
    1022: 'float8[]',
    1231: 'numeric[]',
  },
};

/** The first number of types that are made by users; enumerations among them are texts. */
const OWN = 16_384;

/** How values are read, or what their type is called where they are not. */
export function postgresType(oid: number, enumerations: ReadonlySet<number>): PostgresType | string {
  return TYPES.get(oid) ?? (enumerations.has(oid) ? text : (NAMES[oid] ?? `number ${oid}`));
}

/** Whether a type may be an enumeration. */
export function mayBeEnumeration(oid: number): boolean {
  return oid >= OWN;
}
