import type { NdArray } from '@lml/core';

/** Numbers, truth values, bigints or text in arrays of arrays of any depth, all rows of a level equally long. */
export type NestedArray = readonly (number | boolean | string | bigint | NestedArray)[];

/** The typed arrays that are taken as they are or, where no data type of LML has their size, widened. */
export type TypedArray =
  | Float32Array
  | Float64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Uint8ClampedArray
  | Uint16Array
  | Uint32Array;

/**
 * One value a sample, along the first axis: an `NdArray`, a typed array, or nested arrays.
 *
 * Typed arrays have one axis, so one number a sample; give `ndArray(values, { shape })` for more. Plain numbers become
 * float32, truth values bool, bigints int64, text string. Int8, Int16 and Uint16 become int32, Uint32 becomes int64.
 */
export type ArrayInput = NdArray | TypedArray | NestedArray;

/** Values for the model's input: one array, or a record of arrays for a model with several inputs. */
export type InputsInput = ArrayInput | { readonly [name: string]: InputsInput };
