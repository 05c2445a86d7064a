import { allocate, isNdArray, LmlError, ndArray, sizeOf, warn, type DType, type NdArray } from '@lml/core';

import type { ArrayInput, InputsInput, TypedArray } from './array-input.js';
import { isArrayLike, isRecord } from './array-schemas.js';
import { checkNested, MAX_RANK } from './check-nested.js';
import type { Column } from './columns-dataset.js';
import { describe, invalidValue, type ValuePath } from './invalid-value.js';

/** Lists of more values are slow to read, and take many times the memory. */
const MANY = 100_000;

const NESTED_LISTS =
  'Nested lists with more than 100,000 values were given as data. Typed arrays are read many times faster and take a fraction of the memory: ' +
  'ndArray(Float32Array.from(rows.flat()), { shape: [rows.length, columns] }).';

const DTYPES: readonly string[] = ['float32', 'float64', 'int32', 'int64', 'uint8', 'bool', 'string'];

/**
 * An array, or a record of arrays, as columns.
 *
 * @throws `LML_INVALID_OPTIONS` with the path of what is wrong.
 */
export function toInputColumn(value: InputsInput, subject: string, path: ValuePath): Column {
  if (isArrayLike(value)) return toColumn(value, subject, path);
  if (!isRecord(value))
    throw invalidValue(subject, path, `must be an array or a record of them, got ${describe(value)}`);
  const entries = Object.entries<InputsInput>(value);
  if (entries.length === 0) throw invalidValue(subject, path, 'must have an entry, got an empty record');
  if (path.length > MAX_RANK) throw invalidValue(subject, path, `must not nest deeper than ${MAX_RANK} records`);
  return Object.fromEntries(entries.map(([name, part]) => [name, toInputColumn(part, subject, [...path, name])]));
}

/**
 * An array of any accepted form as an `NdArray` with at least one axis. Typed arrays of a data type are not copied.
 *
 * @throws `LML_INVALID_OPTIONS` with the path of what is wrong: a row of another length, a value of another type, values
 * that do not fill their shape.
 */
export function toColumn(value: ArrayInput, subject: string, path: ValuePath): NdArray {
  if (Array.isArray(value)) {
    checkNested(value, subject, path);
    const array = ndArray(value);
    if (array.data.length > MANY) warn('LML_NESTED_LISTS', NESTED_LISTS);
    return array;
  }
  return isNdArray(value) ? checkNdArray(value, subject, path) : fromTyped(value as TypedArray, subject, path);
}

function fromTyped(value: TypedArray, subject: string, path: ValuePath): NdArray {
  if (value instanceof Int8Array || value instanceof Int16Array || value instanceof Uint16Array)
    return ndArray(Int32Array.from(value));
  if (value instanceof Uint32Array) return ndArray(BigInt64Array.from(Array.from(value, BigInt)));
  if (value instanceof Uint8ClampedArray) return ndArray(new Uint8Array(value.buffer, value.byteOffset, value.length));
  const known = [Float32Array, Float64Array, Int32Array, BigInt64Array, Uint8Array];
  if (known.some((type) => value instanceof type)) return ndArray(value);
  const message = `must be a typed array of a data type (${known.map((type) => type.name).join(', ')}), got ${describe(value)}`;
  throw invalidValue(subject, path, message);
}

/** An `NdArray` may come from anywhere, even from a file, with its values in a plain array. */
function checkNdArray(array: NdArray, subject: string, path: ValuePath): NdArray {
  const { dtype, shape, data } = array as { dtype: DType; shape: readonly unknown[]; data: unknown };
  const complain = (key: string, message: string): never => {
    throw invalidValue(subject, [...path, key], message);
  };
  if (!DTYPES.includes(dtype)) complain('dtype', `must be ${DTYPES.join(', ')}, got ${describe(dtype)}`);
  if (!isShape(shape)) return complain('shape', `must be integers of at least 0, from 1 to ${MAX_RANK} of them`);
  const expected = allocate(dtype, 0);
  if (!Array.isArray(data) && !(expected.constructor === data?.constructor)) {
    complain('data', `must be a ${expected.constructor.name}, for the data type ${dtype}, got ${describe(data)}`);
  }
  const { length } = data as ArrayLike<unknown>;
  if (length !== sizeOf(shape))
    complain('data', `must fill the shape [${shape.join(', ')}], which takes ${sizeOf(shape)} values, got ${length}`);
  if (!Array.isArray(data)) return array;
  checkNested(data, subject, [...path, 'data']);
  if (data.some(Array.isArray)) complain('data', 'must be values in one array, got nested ones');
  if ((dtype === 'string') !== (typeof (data[0] ?? '') === 'string') && length > 0)
    complain('data', `must be of the data type ${dtype}, got ${describe(data[0])}`);
  try {
    return ndArray(data as number[], { shape, dtype });
  } catch (error) {
    return complain('data', LmlError.isInstance(error) ? error.message : `must be of the data type ${dtype}`);
  }
}

function isShape(shape: readonly unknown[]): shape is readonly number[] {
  return (
    shape.length > 0 &&
    shape.length <= MAX_RANK &&
    shape.every((size) => Number.isSafeInteger(size) && Number(size) >= 0)
  );
}
