import { DtypeRangeError, type DType, type NdData } from '@lml/core';
import { float32FromHalf, int64FromUint32 } from '@lml/core/engine';

interface Encoding {
  /** The data type of LML. */
  readonly dtype: DType;
  /** Bytes a value. */
  readonly size: number;
  /** The values, in the byte order of this machine. */
  readonly convert: (buffer: ArrayBufferLike, offset: number, length: number) => ArrayLike<unknown>;
}

/** Kinds and sizes of numbers, by NumPy's names. Where LML has none of the kind and size, values are widened. */
const ENCODINGS = {
  f2: { dtype: 'float32', size: 2, convert: (...at) => float32FromHalf(new Uint16Array(...at)) },
  f4: { dtype: 'float32', size: 4, convert: (...at) => new Float32Array(...at) },
  f8: { dtype: 'float64', size: 8, convert: (...at) => new Float64Array(...at) },
  i1: { dtype: 'int32', size: 1, convert: (...at) => new Int32Array(new Int8Array(...at)) },
  i2: { dtype: 'int32', size: 2, convert: (...at) => new Int32Array(new Int16Array(...at)) },
  i4: { dtype: 'int32', size: 4, convert: (...at) => new Int32Array(...at) },
  i8: { dtype: 'int64', size: 8, convert: (...at) => new BigInt64Array(...at) },
  u1: { dtype: 'uint8', size: 1, convert: (...at) => new Uint8Array(...at) },
  u2: { dtype: 'int32', size: 2, convert: (...at) => new Int32Array(new Uint16Array(...at)) },
  u4: { dtype: 'int64', size: 4, convert: (...at) => int64FromUint32(new Uint32Array(...at)) },
  u8: { dtype: 'int64', size: 8, convert: (...at) => new BigInt64Array(...at) },
  b1: { dtype: 'bool', size: 1, convert: (...at) => new Uint8Array(...at).map((byte) => (byte === 0 ? 0 : 1)) },
} satisfies Readonly<Record<string, Encoding>>;

/** How numbers lie in bytes: their kind (float, int, unsigned, bool) and the bytes of one. */
export type RawType = keyof typeof ENCODINGS;

/** Whether a name is that of a {@link RawType}. */
export function isRawType(name: string): name is RawType {
  return Object.hasOwn(ENCODINGS, name);
}

/** The bytes that one value takes. */
export function rawSize(type: RawType): number {
  return ENCODINGS[type].size;
}

/** Whether this machine has the lowest byte of a number first. */
export const LITTLE_ENDIAN_HOST = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * The values that fill `bytes`, in a data type of LML. They are copied only where they must be: if they are not aligned, not in this
 * machine's byte order, or of a type that LML lacks. `what` names the array in messages.
 *
 * @throws `LML_DTYPE_RANGE` for a uint64 that int64 cannot hold.
 */
export function readRaw(
  bytes: Uint8Array,
  { type, littleEndian, what }: { type: RawType; littleEndian: boolean; what: string },
): { dtype: DType; data: NdData[DType] } {
  const { dtype, size, convert }: Encoding = ENCODINGS[type];
  const native = size === 1 || littleEndian === LITTLE_ENDIAN_HOST;
  const aligned = bytes.byteOffset % size === 0;
  // A new array, since slice of Node's Buffer does not copy.
  const own = native && aligned ? bytes : new Uint8Array(bytes);
  if (!native) swapBytes(own, size);
  const data = convert(own.buffer, own.byteOffset, own.length / size) as NdData[DType];
  if (type === 'u8') checkSigned(data as BigInt64Array, what);
  return { dtype, data };
}

function swapBytes(bytes: Uint8Array, size: number): void {
  for (let start = 0; start < bytes.length; start += size) {
    for (let low = start, high = start + size - 1; low < high; low++, high--) {
      const byte = bytes[low]!;
      bytes[low] = bytes[high]!;
      bytes[high] = byte;
    }
  }
}

/** A uint64 that was read as int64 is negative where it does not fit. */
function checkSigned(values: BigInt64Array, what: string): void {
  const index = values.findIndex((value) => value < 0n);
  if (index < 0) return;
  throw new DtypeRangeError(
    `${what} holds ${BigInt.asUintN(64, values[index]!)} at position ${index}, a uint64 that does not fit int64. Save it as float64.`,
  );
}
