import { describeValue } from '../errors/describe-value.js';
import { DtypeRangeError } from '../errors/dtype-range-error.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { ShapeMismatchError } from '../errors/shape-mismatch-error.js';

/** The array that holds the values of each data type. */
export interface NdData {
  /** 32-bit floats. */
  float32: Float32Array;
  /** 64-bit floats; an engine computes with them as float32. */
  float64: Float64Array;
  /** 32-bit integers. */
  int32: Int32Array;
  /** 64-bit integers; an engine takes them as int32 after a range check. */
  int64: BigInt64Array;
  /** Bytes; an engine takes them as int32. */
  uint8: Uint8Array;
  /** Truth values as 0 and 1. */
  bool: Uint8Array;
  /** Text; stays on the host. */
  string: readonly string[];
}

/** The data types of an {@link NdArray}. */
export type DType = keyof NdData;

/** The data types, as names. */
export const DTYPES: readonly DType[] = ['float32', 'float64', 'int32', 'int64', 'uint8', 'bool', 'string'];

/**
 * An array of numbers or strings as plain data: values in row-major order, a shape, a data type. Made by
 * {@link ndArray}. It needs no backend, crosses threads, and cannot leak.
 */
export interface NdArray<D extends DType = DType> {
  /** The data type. */
  readonly dtype: D;
  /** The sizes; `[]` for a scalar. */
  readonly shape: readonly number[];
  /** The values in row-major order. */
  readonly data: NdData[D];
}

/** Values as (nested) lists. */
export type NestedValues = number | boolean | string | bigint | readonly NestedValues[];

/**
 * Makes an {@link NdArray} from a typed array, or from (nested) numbers, booleans, bigints or strings.
 *
 * Typed arrays keep their type and are not copied; numbers become float32 unless `dtype` says otherwise, booleans bool,
 * bigints int64. `shape` defaults to that of the nesting, or to one axis.
 *
 * @throws `LML_SHAPE_MISMATCH` if the values do not fill the shape, or lists that stand side by side differ in length;
 * `LML_INVALID_ARGUMENT` if they cannot be of the type; `LML_DTYPE_RANGE` for an integer that the type cannot hold.
 *
 * @example
 * ```ts
 * import { ndArray } from '@lml/core';
 *
 * ndArray([[1, 2], [3, 4]]).shape; // => [2, 2]
 * ndArray([0, 2, 1], { dtype: 'int32' }).data; // => Int32Array.of(0, 2, 1)
 * ndArray(new Float64Array(6), { shape: [2, 3] }).dtype; // => 'float64'
 * ```
 */
export function ndArray<D extends DType = DType>(
  values: NdData[DType] | NestedValues,
  options: { shape?: readonly number[] | undefined; dtype?: D | undefined } = {},
): NdArray<D> {
  const typed = ArrayBuffer.isView(values);
  const nested = typed ? undefined : flatten(values);
  const flat = nested?.flat ?? (values as NdData[DType]);
  const own = dtypeOf(flat);
  if (options.shape === undefined && nested?.ragged === true) {
    throw new ShapeMismatchError(
      `Lists that stand side by side have different lengths, so that ${describeValue(values)} has no shape. Pad them, or say a shape.`,
    );
  }
  const shape = options.shape ?? nested?.shape ?? [flat.length];
  for (const size of shape) {
    if (!Number.isSafeInteger(size) || size < 0)
      throw new InvalidArgumentError('shape', 'a list of whole numbers of at least 0', shape);
  }
  if (sizeOf(shape) !== flat.length) {
    throw new ShapeMismatchError(
      `${flat.length} values do not fill the shape [${shape.join(', ')}], which needs ${sizeOf(shape)}.`,
    );
  }
  const dtype = options.dtype ?? own;
  if (!DTYPES.includes(dtype)) throw new InvalidArgumentError('dtype', DTYPES.join(', '), dtype);
  const data = dtype === own && !Array.isArray(flat) ? flat : convertData(flat, dtype);
  return { dtype, shape, data } as NdArray<D>;
}

/** Whether a value is an {@link NdArray}. */
export function isNdArray(value: unknown): value is NdArray {
  return (
    typeof value === 'object' &&
    value !== null &&
    'dtype' in value &&
    'shape' in value &&
    'data' in value &&
    // A tensor has these too, but its data is a method.
    typeof value.data === 'object' &&
    Array.isArray(value.shape)
  );
}

/** The number of values that a shape holds. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/**
 * A shape for a message.
 *
 * @example
 * ```ts
 * import { showShape } from '@lml/core';
 *
 * showShape([32, 10]); // => '[32, 10]'
 * ```
 */
export function showShape(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}

/** Whether two shapes are equal. */
export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

const ALLOCATE: { readonly [K in DType]: (length: number) => NdData[K] } = {
  float32: (length) => new Float32Array(length),
  float64: (length) => new Float64Array(length),
  int32: (length) => new Int32Array(length),
  int64: (length) => new BigInt64Array(length),
  uint8: (length) => new Uint8Array(length),
  bool: (length) => new Uint8Array(length),
  string: (length) => new Array<string>(length).fill(''),
};

/** An empty array of values of a data type. */
export function allocate<D extends DType>(dtype: D, length: number): NdData[D] {
  return ALLOCATE[dtype](length);
}

function convertData(values: ArrayLike<unknown>, dtype: DType): NdData[DType] {
  const target = allocate(dtype, values.length) as unknown[];
  const exact = dtype === 'int32' || dtype === 'int64' || dtype === 'uint8';
  for (let index = 0; index < values.length; index++) {
    const value = convert(values[index], dtype);
    target[index] = value;
    if (exact && target[index] !== value) {
      throw new DtypeRangeError(
        `${String(value)}, at position ${index}, does not fit ${dtype}, which holds ${RANGES[dtype]}. Choose a wider data type.`,
      );
    }
  }
  return target as unknown as NdData[DType];
}

const RANGES = {
  int32: '−2147483648 to 2147483647',
  int64: '−9223372036854775808 to 9223372036854775807',
  uint8: '0 to 255',
} as const;

function convert(value: unknown, dtype: DType): unknown {
  if (!['number', 'bigint', 'boolean'].includes(typeof value) && !(dtype === 'string' && typeof value === 'string')) {
    const wanted = dtype === 'string' ? 'text or numbers' : 'numbers';
    throw new InvalidArgumentError('values', `${wanted}, for the data type ${dtype}`, value);
  }
  if (dtype === 'string') return String(value);
  if (dtype === 'bool') return value ? 1 : 0;
  if (dtype === 'int64' && typeof value === 'bigint') return value;
  const number = Number(value);
  if (dtype === 'float32' || dtype === 'float64') return number;
  if (!Number.isInteger(number))
    throw new InvalidArgumentError('values', `integers, for the data type ${dtype}`, value);
  return dtype === 'int64' ? BigInt(number) : number;
}

function dtypeOf(values: ArrayLike<unknown>): DType {
  if (values instanceof Float32Array) return 'float32';
  if (values instanceof Float64Array) return 'float64';
  if (values instanceof Int32Array) return 'int32';
  if (values instanceof BigInt64Array) return 'int64';
  if (values instanceof Uint8Array) return 'uint8';
  if (!Array.isArray(values)) {
    const known = 'a Float32Array, Float64Array, Int32Array, BigInt64Array or Uint8Array, or a list';
    throw new InvalidArgumentError('values', known, values, 'Convert it, for example by Int32Array.from(values).');
  }
  const first: unknown = values[0];
  if (typeof first === 'string') return 'string';
  if (typeof first === 'boolean') return 'bool';
  return typeof first === 'bigint' ? 'int64' : 'float32';
}

/** The values of nested lists one after the other, the shape along their first entries, and whether others differ from it. */
function flatten(values: NestedValues): { flat: NestedValues[]; shape: number[]; ragged: boolean } {
  const shape: number[] = [];
  for (let first = values; Array.isArray(first); first = (first as readonly NestedValues[])[0]!)
    shape.push(first.length);
  const flat: NestedValues[] = [];
  let ragged = false;
  const visit = (value: NestedValues, depth: number): void => {
    if (!Array.isArray(value)) {
      ragged ||= depth !== shape.length;
      flat.push(value);
      return;
    }
    ragged ||= value.length !== shape[depth];
    for (const part of value as readonly NestedValues[]) visit(part, depth + 1);
  };
  visit(values, 0);
  return { flat, shape, ragged };
}
