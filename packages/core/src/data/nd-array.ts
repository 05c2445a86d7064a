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

type Nested = number | boolean | string | bigint | readonly Nested[];

/**
 * Makes an {@link NdArray} from a typed array, or from (nested) numbers, booleans, bigints or strings.
 *
 * Typed arrays keep their type and are not copied; numbers become float32 unless `dtype` says otherwise, booleans bool,
 * bigints int64. `shape` defaults to that of the nesting, or to one axis.
 *
 * @throws `LML_SHAPE_MISMATCH` if the values do not fill the shape; `LML_INVALID_ARGUMENT` if they cannot be of the type.
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
  values: NdData[DType] | Nested,
  options: { shape?: readonly number[] | undefined; dtype?: D | undefined } = {},
): NdArray<D> {
  const typed = ArrayBuffer.isView(values);
  const flat: NdData[DType] | Nested[] = typed ? values : flatten(values as Nested);
  const shape = options.shape ?? (typed ? [flat.length] : nestedShape(values as Nested));
  if (sizeOf(shape) !== flat.length) {
    throw new ShapeMismatchError(
      `${flat.length} values do not fill the shape [${shape.join(', ')}], which needs ${sizeOf(shape)}.`,
    );
  }
  const own = dtypeOf(flat);
  const dtype = options.dtype ?? own;
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
    Array.isArray(value.shape)
  );
}

/** The number of values that a shape holds. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Whether two shapes are equal. */
export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

/** An empty array of values of a data type. */
export function allocate<D extends DType>(dtype: D, length: number): NdData[D] {
  const make: { [K in DType]: () => NdData[K] } = {
    float32: () => new Float32Array(length),
    float64: () => new Float64Array(length),
    int32: () => new Int32Array(length),
    int64: () => new BigInt64Array(length),
    uint8: () => new Uint8Array(length),
    bool: () => new Uint8Array(length),
    string: () => new Array<string>(length).fill(''),
  };
  return make[dtype]();
}

function convertData(values: ArrayLike<unknown>, dtype: DType): NdData[DType] {
  const target = allocate(dtype, values.length) as unknown[];
  for (let index = 0; index < values.length; index++) target[index] = convert(values[index], dtype);
  return target as unknown as NdData[DType];
}

function convert(value: unknown, dtype: DType): unknown {
  if (dtype === 'string') return String(value);
  if (typeof value === 'string') throw new InvalidArgumentError('values', `numbers, for the data type ${dtype}`, value);
  if (dtype === 'int64') return BigInt(value as number);
  if (dtype === 'bool') return value ? 1 : 0;
  const number = Number(value);
  if (dtype !== 'float32' && dtype !== 'float64' && !Number.isInteger(number)) {
    throw new InvalidArgumentError('values', `integers, for the data type ${dtype}`, value);
  }
  return number;
}

function dtypeOf(values: ArrayLike<unknown>): DType {
  if (values instanceof Float32Array) return 'float32';
  if (values instanceof Float64Array) return 'float64';
  if (values instanceof Int32Array) return 'int32';
  if (values instanceof BigInt64Array) return 'int64';
  if (values instanceof Uint8Array) return 'uint8';
  if (!Array.isArray(values))
    throw new InvalidArgumentError('values', 'a typed array of a known data type, or an array', values);
  const first: unknown = values[0];
  if (typeof first === 'string') return 'string';
  if (typeof first === 'boolean') return 'bool';
  return typeof first === 'bigint' ? 'int64' : 'float32';
}

function flatten(value: Nested): Nested[] {
  if (!Array.isArray(value)) return [value];
  return (value as readonly Nested[]).some(Array.isArray)
    ? (value as readonly Nested[]).flatMap(flatten)
    : (value as Nested[]);
}

function nestedShape(value: Nested): number[] {
  if (!Array.isArray(value)) return [];
  const first = (value as readonly Nested[])[0];
  return [value.length, ...(first === undefined ? [] : nestedShape(first))];
}
