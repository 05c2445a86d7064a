import { sizeOf, type DType, type NdArray } from '../../data/nd-array.js';
import { FileFormatError } from '../../errors/file-format-error.js';
import { InvalidArgumentError } from '../../errors/invalid-argument-error.js';

/** The names of data types in the format, and the bytes of one value. */
const TYPES: Readonly<Record<Exclude<DType, 'string'>, { name: string; bytes: number }>> = {
  float32: { name: 'F32', bytes: 4 },
  float64: { name: 'F64', bytes: 8 },
  int32: { name: 'I32', bytes: 4 },
  int64: { name: 'I64', bytes: 8 },
  uint8: { name: 'U8', bytes: 1 },
  bool: { name: 'BOOL', bytes: 1 },
};

interface HeaderEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/**
 * Arrays as the bytes of a safetensors file: eight bytes of header length, a JSON header, the values in little-endian
 * order. Equal arrays give equal bytes.
 *
 * Source: the safetensors format, https://github.com/huggingface/safetensors.
 *
 * @throws `LML_INVALID_ARGUMENT` for arrays of strings, which the format does not know.
 */
export function writeSafetensors(arrays: Readonly<Record<string, NdArray>>): Uint8Array {
  const header: Record<string, HeaderEntry> = {};
  const names = Object.keys(arrays).sort();
  let offset = 0;
  for (const name of names) {
    const { dtype, shape } = arrays[name]!;
    if (dtype === 'string') throw new InvalidArgumentError(`arrays['${name}']`, 'of numbers', arrays[name]);
    const end = offset + sizeOf(shape) * TYPES[dtype].bytes;
    header[name] = { dtype: TYPES[dtype].name, shape, data_offsets: [offset, end] };
    offset = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + padded + offset);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.fill(0x20, 8, 8 + padded);
  bytes.set(json, 8);
  for (const name of names) {
    const { buffer, byteOffset, byteLength } = arrays[name]!.data as Float32Array;
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), 8 + padded + header[name]!.data_offsets[0]);
  }
  return bytes;
}

/**
 * The arrays in the bytes of a safetensors file.
 *
 * @throws `LML_FILE_FORMAT` for anything that is not one; nothing is allocated before sizes are checked.
 */
export function readSafetensors(bytes: Uint8Array): Record<string, NdArray> {
  const { header, start } = readHeader(bytes);
  return Object.fromEntries(
    Object.entries(header)
      .filter(([name]) => name !== '__metadata__')
      .map(([name, entry]) => [name, readArray(bytes, start, name, entry)]),
  );
}

function readHeader(bytes: Uint8Array): { header: Record<string, HeaderEntry>; start: number } {
  if (bytes.length < 8)
    throw new FileFormatError(`A safetensors file has at least 8 bytes; this one has ${bytes.length}.`);
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > bytes.length - 8) {
    throw new FileFormatError(
      `The file says that its header has ${length} bytes, but it has only ${bytes.length - 8} left. It is not a safetensors file, or is cut off.`,
    );
  }
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, 8 + length)));
    if (typeof header !== 'object' || header === null || Array.isArray(header)) throw new TypeError('not an object');
    return { header: header as Record<string, HeaderEntry>, start: 8 + length };
  } catch (error) {
    throw new FileFormatError('The header of the safetensors file is not JSON.', { cause: error });
  }
}

function readArray(bytes: Uint8Array, start: number, name: string, entry: HeaderEntry): NdArray {
  const type = Object.entries(TYPES).find(([, { name: known }]) => known === (entry as HeaderEntry | null)?.dtype);
  if (type === undefined)
    throw new FileFormatError(`'${name}' has a data type that LML does not know: ${JSON.stringify(entry)}.`);
  const { shape, data_offsets: offsets } = entry;
  const valid =
    Array.isArray(shape) &&
    shape.every((size) => Number.isSafeInteger(size) && size >= 0) &&
    Array.isArray(offsets) &&
    offsets.length === 2 &&
    offsets.every((value) => Number.isSafeInteger(value) && value >= 0);
  const [from, to] = valid ? offsets : [0, 0];
  if (!valid || to - from !== sizeOf(shape) * type[1].bytes || start + to > bytes.length) {
    throw new FileFormatError(`'${name}' does not fit its place in the safetensors file: ${JSON.stringify(entry)}.`);
  }
  // A copy, because the values need not lie where typed arrays may start.
  const { buffer } = bytes.slice(start + from, start + to);
  const make: Record<string, () => NdArray['data']> = {
    float32: () => new Float32Array(buffer),
    float64: () => new Float64Array(buffer),
    int32: () => new Int32Array(buffer),
    int64: () => new BigInt64Array(buffer),
  };
  const data = make[type[0]]?.() ?? new Uint8Array(buffer);
  return { dtype: type[0] as DType, shape: [...shape], data } as NdArray;
}
