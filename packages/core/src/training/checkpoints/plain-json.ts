/** Marks, in JSON, a number that it has no word for. */
const NUMBER = '$number';

/** A copy of plain data, as a checkpoint gives it back. */
export function plainCopy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, writeNumber), readNumber) as T;
}

/** JSON has no word for NaN, infinities and −0; a run that goes on needs them. */
export function writeNumber(_: string, value: unknown): unknown {
  const isPlain = typeof value !== 'number' || (Number.isFinite(value) && !Object.is(value, -0));
  return isPlain ? value : { [NUMBER]: Object.is(value, -0) ? '-0' : String(value) };
}

/** Plain data as JSON can carry it, with the numbers for which it has no word; {@link carriedData} gives it back. */
export function carriedJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, writeNumber));
}

/** What {@link carriedJson} wrote. */
export function carriedData(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), readNumber);
}

/** The number that {@link writeNumber} wrote; anything else as it is. */
export function readNumber(_: string, value: unknown): unknown {
  if (!isRecord(value) || typeof value[NUMBER] !== 'string') return value;
  return Object.keys(value).length === 1 ? Number(value[NUMBER]) : value;
}

/** Whether a value is a record: an object that is no list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
