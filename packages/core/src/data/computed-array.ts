import { DtypeRangeError } from '../errors/dtype-range-error.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { NdArray } from './nd-array.js';

/** The numbers of an array in a type that engines compute with. */
export type ComputedArray =
  | {
      /** Real numbers. */
      readonly dtype: 'float32';
      /** The numbers. */
      readonly data: Float32Array;
    }
  | {
      /** Whole numbers. */
      readonly dtype: 'int32';
      /** The numbers. */
      readonly data: Int32Array;
    }
  | {
      /** Truth values. */
      readonly dtype: 'bool';
      /** 0 and 1. */
      readonly data: Uint8Array;
    };

/** An array as an engine gives it: real numbers, whole numbers or truth values (0 and 1), so each value is a `number`. */
export type EngineArray = NdArray<ComputedArray['dtype']>;

/**
 * The numbers of an array in a type that engines compute with: float64 becomes float32, int64 and uint8 become int32. What
 * has such a type already is not copied.
 *
 * @throws `LML_DTYPE_RANGE` for an int64 that int32 cannot hold; `LML_INVALID_ARGUMENT` for text.
 *
 * @example
 * ```ts
 * import { ndArray } from '@lml/core';
 * import { computedArray } from '@lml/core/engine';
 *
 * computedArray(ndArray(BigInt64Array.of(3n, -1n))); // => { dtype: 'int32', data: Int32Array.of(3, -1) }
 * ```
 */
export function computedArray(array: NdArray): ComputedArray {
  switch (array.dtype) {
    case 'float32':
      return { dtype: 'float32', data: array.data as Float32Array };
    case 'float64':
      return { dtype: 'float32', data: Float32Array.from(array.data as Float64Array) };
    case 'int32':
      return { dtype: 'int32', data: array.data as Int32Array };
    case 'int64':
      return { dtype: 'int32', data: narrow(array.data as BigInt64Array) };
    case 'uint8':
      return { dtype: 'int32', data: Int32Array.from(array.data as Uint8Array) };
    case 'bool':
      return { dtype: 'bool', data: array.data as Uint8Array };
    case 'string':
      throw new InvalidArgumentError('array', 'of numbers; text stays on the host', array);
  }
}

function narrow(values: BigInt64Array): Int32Array {
  const result = new Int32Array(values.length);
  for (let index = 0; index < values.length; index++) {
    const value = Number(values[index]);
    result[index] = value;
    if (result[index] !== value) {
      throw new DtypeRangeError(
        `${values[index]}, at position ${index} of an int64 array, does not fit int32 (−2147483648 to 2147483647), which engines compute with. ` +
          'Number the classes from 0, or store the values as float64.',
      );
    }
  }
  return result;
}
