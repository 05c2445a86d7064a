import { sizeOf, type DType, type NdArray } from '../../data/nd-array.js';
import { describeValue } from '../../errors/describe-value.js';
import { FileFormatError } from '../../errors/file-format-error.js';
import { InvalidArgumentError } from '../../errors/invalid-argument-error.js';
import { ShapeMismatchError } from '../../errors/shape-mismatch-error.js';
import { duplicateKey } from './duplicate-key.js';
import { isRecord } from './plain-json.js';

type StoredType = Exclude<DType, 'string'>;

/** The names of data types in the format, in the order in which it has them, and how their values are viewed. */
const TYPES: Readonly<
  Record<
    StoredType,
    { name: string; View: new (buffer: ArrayBufferLike) => NdArray['data'] & ArrayBufferView; bytes: number }
  >
> = {
  int64: { name: 'I64', View: BigInt64Array, bytes: 8 },
  float64: { name: 'F64', View: Float64Array, bytes: 8 },
  float32: { name: 'F32', View: Float32Array, bytes: 4 },
  int32: { name: 'I32', View: Int32Array, bytes: 4 },
  uint8: { name: 'U8', View: Uint8Array, bytes: 1 },
  bool: { name: 'BOOL', View: Uint8Array, bytes: 1 },
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
  readonly dtype: StoredType;
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
    end += sizeOf(shape) * TYPES[dtype].bytes;
    places.push({ name, dtype, shape, start, end });
  }
  // Not an object, which would bring numbers to the front.
  const entries = places.map(({ name, dtype, shape, start, end: stop }) => {
    const entry: HeaderEntry = { dtype: TYPES[dtype].name, shape, data_offsets: [start, stop] };
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
  const order = Object.keys(TYPES);
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
 * The arrays in the bytes of a safetensors file.
 *
 * @throws `LML_FILE_FORMAT` for anything that is not one; nothing is allocated before sizes are checked.
 */
export function readSafetensors(bytes: Uint8Array): Record<string, NdArray> {
  const { header, start } = readHeader(bytes);
  const places = Object.entries(header)
    .filter(([name]) => name !== METADATA)
    .map(([name, entry]) => placeOf(name, entry));
  checkCover(places, bytes.length - start);
  return Object.fromEntries(
    places.map(({ name, dtype, shape, start: from, end }) => {
      // A copy, because the values need not lie where typed arrays may start.
      const { buffer } = new Uint8Array(bytes.subarray(start + from, start + end));
      return [name, { dtype, shape: [...shape], data: new TYPES[dtype].View(buffer) }];
    }),
  );
}

function readHeader(bytes: Uint8Array): { header: Record<string, unknown>; start: number } {
  if (bytes.length < 8)
    throw new FileFormatError(`A safetensors file has at least 8 bytes; this one has ${bytes.length}.`);
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > bytes.length - 8) {
    throw new FileFormatError(
      `The file says that its header has ${length} bytes, but it has only ${bytes.length - 8} left. It is not a safetensors file, or is cut off.`,
    );
  }
  let header: unknown;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, 8 + length));
    header = JSON.parse(text);
  } catch (error) {
    const message = 'The header of the safetensors file is not JSON. It is another file, or damaged.';
    throw new FileFormatError(message, { cause: error });
  }
  const twice = duplicateKey(text);
  if (twice !== undefined) {
    const message = `The header of the safetensors file has ${describeValue(twice)} twice, so which one is meant cannot be told.`;
    throw new FileFormatError(message);
  }
  if (isRecord(header)) return { header, start: 8 + length };
  throw new FileFormatError(
    `The header of the safetensors file must be a record of arrays, but is ${describeValue(header)}.`,
  );
}

function placeOf(name: string, entry: unknown): Place {
  const { dtype: typeName, shape, data_offsets: offsets } = isRecord(entry) ? (entry as Partial<HeaderEntry>) : {};
  const known = Object.entries(TYPES).find(([, type]) => type.name === typeName);
  if (known === undefined) {
    const names = Object.values(TYPES).map((type) => type.name);
    throw new FileFormatError(
      `'${name}' in the safetensors file has the data type ${describeValue(typeName)}; LML reads ${names.join(', ')}.`,
    );
  }
  const [dtype, { bytes }] = known;
  if (isSizes(shape) && isSizes(offsets) && offsets.length === 2 && offsets[1] - offsets[0] === sizeOf(shape) * bytes) {
    return { name, dtype: dtype as StoredType, shape, start: offsets[0], end: offsets[1] };
  }
  throw new FileFormatError(
    `'${name}' in the safetensors file is said to be ${typeName as string} of shape ${describeValue(shape)} from byte to byte ${describeValue(offsets)}, which does not fit.`,
  );
}

/** Each byte belongs to one array. So the arrays together are no larger than the file. */
function checkCover(places: readonly Place[], length: number): void {
  let covered = 0;
  for (const { name, start, end } of [...places].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (start !== covered) {
      throw new FileFormatError(
        `'${name}' in the safetensors file starts at byte ${start}, but what is before it ends at ${covered}.`,
      );
    }
    covered = end;
  }
  if (covered !== length) {
    throw new FileFormatError(
      `The arrays of the safetensors file need ${covered} bytes, but it has ${length}. ${covered > length ? 'It is cut off.' : 'It is damaged.'}`,
    );
  }
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && (size as number) >= 0);
}
