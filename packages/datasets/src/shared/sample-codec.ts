import { InvalidArgumentError, isNdArray, ndArray, type NdArray, type Sample } from '@lml/core';

/** Keys with this in front are the codec's own. */
const MARK = '$';
/** Deeper nesting is a mistake, or a value that contains itself. */
const MAX_DEPTH = 64;

/** Samples as JSON, and their arrays of numbers beside it. */
export interface EncodedSamples {
  /** The samples, with the number of an array in its place. */
  readonly json: string;
  /** The arrays, by number. */
  readonly arrays: Readonly<Record<string, NdArray>>;
}

/**
 * Samples as data that can be written: {@link decodeSamples} gives equal ones. Parts may be numbers, truth values, bigints, texts,
 * arrays, lists and plain records.
 *
 * @throws `LML_INVALID_ARGUMENT` for anything else, a date say.
 */
export function encodeSamples(samples: readonly Sample[]): EncodedSamples {
  const arrays: Record<string, NdArray> = {};
  let count = 0;
  const encode = (value: unknown, path: string, depth: number): unknown => {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0) ? value : { [`${MARK}number`]: Object.is(value, -0) ? '-0' : String(value) }; // prettier-ignore
    if (typeof value === 'bigint') return { [`${MARK}bigint`]: String(value) };
    if (value === undefined) return { [`${MARK}undefined`]: true };
    if (isNdArray(value)) {
      if (value.dtype === 'string') return { [`${MARK}texts`]: [value.shape, value.data] };
      arrays[count] = value;
      return { [`${MARK}array`]: count++ };
    }
    if (depth < MAX_DEPTH) {
      if (Array.isArray(value)) return value.map((part, at) => encode(part, `${path}.${at}`, depth + 1));
      if (isPlain(value)) {
        const entries = Object.entries(value).map(
          ([key, part]) => [key, encode(part, `${path}.${key}`, depth + 1)] as const,
        );
        const isClear = entries.every(([key]) => !key.startsWith(MARK) && key !== '__proto__');
        return isClear ? Object.fromEntries(entries) : { [`${MARK}record`]: entries };
      }
    }
    const expected = 'plain data (numbers, texts, NdArrays, lists and records of them), to be kept in a file';
    throw new InvalidArgumentError(path, expected, value);
  };
  const json = JSON.stringify(samples.map((sample, at) => encode(sample, `sample ${at} of the part`, 0)));
  return { json, arrays };
}

/** The samples that {@link encodeSamples} was given. */
export function decodeSamples({ json, arrays }: EncodedSamples): Sample[] {
  const decode = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(decode);
    if (typeof value !== 'object' || value === null) return value;
    const [entry] = Object.entries(value as Readonly<Record<string, unknown>>);
    switch (entry?.[0]) {
      case `${MARK}number`:
        return Number(entry[1]);
      case `${MARK}bigint`:
        return BigInt(entry[1] as string);
      case `${MARK}undefined`:
        return undefined;
      case `${MARK}array`:
        return arrays[String(entry[1])];
      case `${MARK}texts`: {
        const [shape, data] = entry[1] as [number[], string[]];
        return ndArray(data, { shape, dtype: 'string' });
      }
      case `${MARK}record`:
        return recordOf((entry[1] as [string, unknown][]).map(([key, part]) => [key, decode(part)]));
      default:
        return recordOf(Object.entries(value).map(([key, part]) => [key, decode(part)]));
    }
  };
  return decode(JSON.parse(json)) as Sample[];
}

/** As `Object.fromEntries`, which sets no prototype. */
function recordOf(entries: [string, unknown][]): Record<string, unknown> {
  return Object.fromEntries(entries);
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
