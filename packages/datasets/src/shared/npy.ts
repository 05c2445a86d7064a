import { allocate, DtypeRangeError, FileFormatError, type DType, type NdArray, type NdData } from '@lml/core';

import { readNpyHeader } from './npy-header.js';

// A parser of our own rather than npyjs 1.2.0: that one loads through fetch (a dependency) or takes a whole ArrayBuffer,
// refuses big-endian files, fails where the values are not aligned, leaves Fortran order to the caller, reads complex
// numbers as twice as many floats, and never compares the shape with what is there.

interface Encoding {
  /** The data type of LML. */
  readonly dtype: DType;
  /** Bytes a value. */
  readonly size: number;
  /** The values, in the byte order of this machine. */
  readonly convert: (buffer: ArrayBufferLike, offset: number, length: number) => ArrayLike<unknown>;
}

/** Data types of NumPy by kind and size. Where LML has none of the kind and size, values are widened. */
const ENCODINGS: Readonly<Record<string, Encoding>> = {
  f2: { dtype: 'float32', size: 2, convert: (...at) => Float32Array.from(new Uint16Array(...at), halfToNumber) },
  f4: { dtype: 'float32', size: 4, convert: (...at) => new Float32Array(...at) },
  f8: { dtype: 'float64', size: 8, convert: (...at) => new Float64Array(...at) },
  i1: { dtype: 'int32', size: 1, convert: (...at) => Int32Array.from(new Int8Array(...at)) },
  i2: { dtype: 'int32', size: 2, convert: (...at) => Int32Array.from(new Int16Array(...at)) },
  i4: { dtype: 'int32', size: 4, convert: (...at) => new Int32Array(...at) },
  i8: { dtype: 'int64', size: 8, convert: (...at) => new BigInt64Array(...at) },
  u1: { dtype: 'uint8', size: 1, convert: (...at) => new Uint8Array(...at) },
  u2: { dtype: 'int32', size: 2, convert: (...at) => Int32Array.from(new Uint16Array(...at)) },
  u4: { dtype: 'int64', size: 4, convert: (...at) => widen(new Uint32Array(...at)) },
  u8: { dtype: 'int64', size: 8, convert: (...at) => new BigInt64Array(...at) },
  b1: { dtype: 'bool', size: 1, convert: (...at) => new Uint8Array(...at).map((byte) => (byte === 0 ? 0 : 1)) },
};

const LITTLE_ENDIAN_HOST = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * An array of a npy file, versions 1 to 3: NumPy's float16 to float64, int8 to int64, uint8 to uint64 and bool, in C or
 * Fortran order, in either byte order.
 *
 * Values are copied only where they must be: if they are not aligned, not in this machine's byte order, in Fortran order,
 * or of a data type that LML lacks (float16 → float32; int8, int16, uint16 → int32; uint32, uint64 → int64).
 *
 * @throws `LML_FILE_FORMAT` if the bytes are not such a file, or hold fewer or more values than the shape says;
 * `LML_DTYPE_RANGE` for a uint64 that int64 cannot hold.
 */
export function parseNpy(bytes: Uint8Array, file: string): NdArray {
  const { descr, fortranOrder, shape, offset } = readNpyHeader(bytes, file);
  const [, order, code] = /^([<>=|]?)([a-z]\d)$/.exec(descr) ?? [];
  const encoding = code === undefined || !Object.hasOwn(ENCODINGS, code) ? undefined : ENCODINGS[code];
  if (encoding === undefined) {
    throw new FileFormatError(
      `'${file}' holds values of NumPy's type '${descr.slice(0, 20)}'; known are float16 to float64, int8 to int64, uint8 to uint64 and bool. ` +
        "Convert them before saving: numpy.save(path, array.astype('float32')).",
    );
  }
  const { dtype, size, convert } = encoding;
  const available = bytes.length - offset;
  // No product of sizes overflows to something that fits: beyond 2⁵³ it is rounded, but stays large.
  const length = shape.includes(0) ? 0 : shape.reduce((product, axis) => product * axis, 1);
  if (length * size !== available) {
    throw new FileFormatError(
      `'${file}' says that its shape is (${shape.slice(0, 8).join(', ')}${shape.length > 8 ? ', …' : ''}), which takes ${length * size} bytes, but there are ${available}. ` +
        (length * size > available
          ? 'It is cut off; copy or save it again.'
          : 'Save one array a file, with numpy.save(path, array).'),
    );
  }
  const little = order === '>' ? false : order === '=' || order === '' ? LITTLE_ENDIAN_HOST : true;
  const native = size === 1 || little === LITTLE_ENDIAN_HOST;
  const aligned = (bytes.byteOffset + offset) % size === 0;
  // Uint8Array.from, since slice of Node's Buffer does not copy.
  const own = native && aligned ? bytes.subarray(offset) : Uint8Array.from(bytes.subarray(offset));
  if (!native) swapBytes(own, size);
  const values = convert(own.buffer, own.byteOffset, length) as NdData[DType];
  if (code === 'u8') checkSigned(values as BigInt64Array, file);
  const data = fortranOrder && shape.length > 1 ? toRowMajor(values, shape, dtype) : values;
  return { dtype, shape, data };
}

function swapBytes(bytes: Uint8Array, size: number): void {
  for (let start = 0; start < bytes.length; start += size) bytes.subarray(start, start + size).reverse();
}

function widen(values: Uint32Array): BigInt64Array {
  const wide = new BigInt64Array(values.length);
  for (let index = 0; index < values.length; index++) wide[index] = BigInt(values[index]!);
  return wide;
}

/** A uint64 that was read as int64 is negative where it does not fit. */
function checkSigned(values: BigInt64Array, file: string): void {
  const index = values.findIndex((value) => value < 0n);
  if (index < 0) return;
  throw new DtypeRangeError(
    `'${file}' holds ${BigInt.asUintN(64, values[index]!)} at position ${index}, a uint64 that does not fit int64. Save it as float64.`,
  );
}

/** Values whose first index varies fastest, with the last index varying fastest. */
function toRowMajor(values: NdData[DType], shape: readonly number[], dtype: DType): NdData[DType] {
  const source = values as ArrayLike<number>;
  const target = allocate(dtype, source.length) as Float32Array;
  const rank = shape.length;
  const strides: number[] = [];
  shape.reduce((stride, size, axis) => ((strides[axis] = stride), stride * size), 1);
  const index = new Array<number>(rank).fill(0);
  let from = 0;
  for (let to = 0; to < target.length; to++) {
    target[to] = source[from]!;
    for (let axis = rank - 1; axis >= 0; axis--) {
      from += strides[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      from -= shape[axis]! * strides[axis]!;
      index[axis] = 0;
    }
  }
  return target as NdData[DType];
}

/** A float16 from its bits. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}
