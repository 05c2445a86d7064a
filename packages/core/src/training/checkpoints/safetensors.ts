import { sizeOf, type DType, type NdArray } from '../../data/nd-array.js';
import { float32FromBfloat16, float32FromHalf, int64FromUint32 } from '../../data/widen.js';
import { describeValue } from '../../errors/describe-value.js';
import { DtypeRangeError } from '../../errors/dtype-range-error.js';
import { FileFormatError } from '../../errors/file-format-error.js';
import { InvalidArgumentError } from '../../errors/invalid-argument-error.js';
import { ShapeMismatchError } from '../../errors/shape-mismatch-error.js';
import { duplicateKey } from './duplicate-key.js';
import { isRecord } from './plain-json.js';

type StoredType = Exclude<DType, 'string'>;

/** How values lie in a file, and what they are once read. */
interface Stored {
  /** The data type of LML. */
  readonly dtype: StoredType;
  /** The bytes of a value. */
  readonly bytes: number;
  /** The values of bytes that begin where such a typed array may. */
  readonly read: (buffer: ArrayBuffer) => NdArray['data'];
}

/** The names of data types in the format, in the order in which it has them: those that are written. */
const NAMES: Readonly<Record<StoredType, string>> = {
  int64: 'I64',
  float64: 'F64',
  float32: 'F32',
  int32: 'I32',
  uint8: 'U8',
  bool: 'BOOL',
};

/** The data types that are read, by their names. Those that LML lacks are widened. */
const TYPES: Readonly<Record<string, Stored>> = {
  I64: { dtype: 'int64', bytes: 8, read: (buffer) => new BigInt64Array(buffer) },
  F64: { dtype: 'float64', bytes: 8, read: (buffer) => new Float64Array(buffer) },
  F32: { dtype: 'float32', bytes: 4, read: (buffer) => new Float32Array(buffer) },
  I32: { dtype: 'int32', bytes: 4, read: (buffer) => new Int32Array(buffer) },
  U8: { dtype: 'uint8', bytes: 1, read: (buffer) => new Uint8Array(buffer) },
  BOOL: { dtype: 'bool', bytes: 1, read: (buffer) => new Uint8Array(buffer) },
  F16: { dtype: 'float32', bytes: 2, read: (buffer) => float32FromHalf(new Uint16Array(buffer)) },
  BF16: { dtype: 'float32', bytes: 2, read: (buffer) => float32FromBfloat16(new Uint16Array(buffer)) },
  I8: { dtype: 'int32', bytes: 1, read: (buffer) => new Int32Array(new Int8Array(buffer)) },
  I16: { dtype: 'int32', bytes: 2, read: (buffer) => new Int32Array(new Int16Array(buffer)) },
  U16: { dtype: 'int32', bytes: 2, read: (buffer) => new Int32Array(new Uint16Array(buffer)) },
  U32: { dtype: 'int64', bytes: 4, read: (buffer) => int64FromUint32(new Uint32Array(buffer)) },
  U64: { dtype: 'int64', bytes: 8, read: (buffer) => new BigInt64Array(buffer) },
};

const METADATA = '__metadata__';

interface HeaderEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** An array's place in a file. */
interface Place {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

/**
 * Arrays as the bytes of a safetensors file: eight bytes of header length, a JSON header, the values in little-endian
 * order. Equal arrays give equal bytes, those that the format's own package writes: wide data types first, so that values
 * lie where they can be read in place.
 *
 * Source: the safetensors format, https://github.com/huggingface/safetensors.
 *
 * @throws `LML_INVALID_ARGUMENT` for arrays of strings and the name `__metadata__`, which the format does not know;
 * `LML_SHAPE_MISMATCH` for an array whose values do not fill its shape.
 */
export function writeSafetensors(arrays: Readonly<Record<string, NdArray>>): Uint8Array {
  const places: Place[] = [];
  let end = 0;
  for (const [name, { dtype, shape }] of inOrder(arrays)) {
    const start = end;
    const type = NAMES[dtype];
    end += sizeOf(shape) * TYPES[type]!.bytes;
    places.push({ name, type, shape, start, end });
  }
  // Not an object, which would bring numbers to the front.
  const entries = places.map(({ name, type, shape, start, end: stop }) => {
    const entry: HeaderEntry = { dtype: type, shape, data_offsets: [start, stop] };
    return `${JSON.stringify(name)}:${JSON.stringify(entry)}`;
  });
  const json = new TextEncoder().encode(`{${entries.join(',')}}`);
  const padded = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + padded + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.fill(0x20, 8, 8 + padded);
  bytes.set(json, 8);
  for (const { name, start } of places) {
    const { buffer, byteOffset, byteLength } = arrays[name]!.data as Float32Array;
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), 8 + padded + start);
  }
  return bytes;
}

function inOrder(arrays: Readonly<Record<string, NdArray>>): [name: string, array: NdArray<StoredType>][] {
  const order = Object.keys(NAMES);
  const entries = Object.entries(arrays).map(([name, array]) => {
    const { dtype, shape, data } = array;
    if (dtype === 'string') throw new InvalidArgumentError(`arrays['${name}']`, 'of numbers', array);
    if (name === METADATA)
      throw new InvalidArgumentError('arrays', `without the name ${METADATA}, which the format keeps for itself`, name);
    if (data.length !== sizeOf(shape)) {
      throw new ShapeMismatchError(
        `'${name}' has ${data.length} values, which do not fill its shape [${shape.join(', ')}].`,
      );
    }
    const key = Array.from(name, (character) => character.codePointAt(0)!);
    return { name, array: array as NdArray<StoredType>, rank: order.indexOf(dtype), key };
  });
  entries.sort((a, b) => a.rank - b.rank || compare(a.key, b.key));
  return entries.map(({ name, array }) => [name, array]);
}

/** By code points, as UTF-8 sorts; JavaScript's own order is that of UTF-16. */
function compare(a: readonly number[], b: readonly number[]): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) if (a[index] !== b[index]) return a[index]! - b[index]!;
  return a.length - b.length;
}

/**
 * The arrays in the bytes of a safetensors file. `file` names it in messages. Data types that LML lacks are widened: F16 and BF16 to
 * float32, I8, I16 and U16 to int32, U32 and U64 to int64.
 *
 * @throws `LML_FILE_FORMAT` for anything that is not one; nothing is allocated before sizes are checked. `LML_DTYPE_RANGE` for a U64
 * that int64 cannot hold.
 */
export function readSafetensors(bytes: Uint8Array, file?: string): Record<string, NdArray> {
  const where = file === undefined ? 'the safetensors file' : `the safetensors file '${file}'`;
  const { header, start } = readHeader(bytes, where);
  const places = Object.entries(header)
    .filter(([name]) => name !== METADATA)
    .map(([name, entry]) => placeOf(name, entry, where));
  checkCover(places, bytes.length - start, where);
  return Object.fromEntries(
    places.map(({ name, type, shape, start: from, end }) => {
      // A copy, because the values need not lie where typed arrays may start.
      const { buffer } = new Uint8Array(bytes.subarray(start + from, start + end));
      const { dtype, read } = TYPES[type]!;
      const data = read(buffer);
      if (type === 'U64') checkSigned(data as BigInt64Array, name, where);
      return [name, { dtype, shape: [...shape], data }];
    }),
  );
}

/** A U64 that was read as int64 is negative where it does not fit. */
function checkSigned(values: BigInt64Array, name: string, where: string): void {
  const index = values.findIndex((value) => value < 0n);
  if (index < 0) return;
  const value = BigInt.asUintN(64, values[index]!);
  throw new DtypeRangeError(`'${name}' in ${where} holds ${value} at position ${index}, which int64 cannot hold.`);
}

function readHeader(bytes: Uint8Array, where: string): { header: Record<string, unknown>; start: number } {
  if (bytes.length < 8)
    throw new FileFormatError(`A safetensors file has at least 8 bytes; ${where} has ${bytes.length}.`);
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > bytes.length - 8) {
    throw new FileFormatError(
      `The header of ${where} is said to have ${length} bytes, but there are only ${bytes.length - 8} left. It is another file, or cut off.`,
    );
  }
  let header: unknown;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, 8 + length));
    header = JSON.parse(text);
  } catch (error) {
    const message = `The header of ${where} is not JSON. It is another file, or damaged.`;
    throw new FileFormatError(message, { cause: error });
  }
  const twice = duplicateKey(text);
  if (twice !== undefined) {
    const message = `The header of ${where} has ${describeValue(twice)} twice, so which one is meant cannot be told.`;
    throw new FileFormatError(message);
  }
  if (isRecord(header)) return { header, start: 8 + length };
  throw new FileFormatError(`The header of ${where} must be a record of arrays, but is ${describeValue(header)}.`);
}

function placeOf(name: string, entry: unknown, where: string): Place {
  const { dtype, shape, data_offsets: offsets } = isRecord(entry) ? (entry as Partial<HeaderEntry>) : {};
  if (typeof dtype !== 'string' || !Object.hasOwn(TYPES, dtype)) {
    throw new FileFormatError(
      `'${name}' in ${where} has the data type ${describeValue(dtype)}; LML reads ${Object.keys(TYPES).join(', ')}.`,
    );
  }
  const { bytes } = TYPES[dtype]!;
  if (isSizes(shape) && isSizes(offsets) && offsets.length === 2 && offsets[1] - offsets[0] === sizeOf(shape) * bytes) {
    return { name, type: dtype, shape, start: offsets[0], end: offsets[1] };
  }
  throw new FileFormatError(
    `'${name}' in ${where} is said to be ${dtype} of shape ${describeValue(shape)} from byte to byte ${describeValue(offsets)}, which does not fit.`,
  );
}

/** Each byte belongs to one array. So the arrays together are no larger than the file, but for those that are widened. */
function checkCover(places: readonly Place[], length: number, where: string): void {
  let covered = 0;
  for (const { name, start, end } of [...places].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (start !== covered) {
      throw new FileFormatError(
        `'${name}' in ${where} starts at byte ${start}, but what is before it ends at ${covered}.`,
      );
    }
    covered = end;
  }
  if (covered !== length) {
    throw new FileFormatError(
      `The arrays of ${where} need ${covered} bytes, but it has ${length}. ${covered > length ? 'It is cut off.' : 'It is damaged.'}`,
    );
  }
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && (size as number) >= 0);
}
