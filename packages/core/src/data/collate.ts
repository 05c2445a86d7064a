import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { ShapeMismatchError } from '../errors/shape-mismatch-error.js';
import type { HostBatch, HostValue } from './batch.js';
import { allocate, isNdArray, ndArray, sameShape, sizeOf, type NdArray } from './nd-array.js';
import type { Sample } from './sample.js';

/** Stacks samples into a batch. */
export type Collate = (samples: readonly Sample[]) => HostBatch;

/**
 * Stacks samples key by key: arrays along a new first axis, numbers to float32, booleans to bool, records part by part;
 * text and whatever stands under `metadata` to lists that stay on the host.
 *
 * Numbers are always float32, so that the type of a batch does not depend on its values; use an {@link NdArray} to say
 * another type.
 *
 * @throws `LML_SHAPE_MISMATCH` if arrays of one key differ in shape or type; `LML_INVALID_ARGUMENT` if a sample lacks a key.
 *
 * @example
 * ```ts
 * import { collate, ndArray } from '@lml/core';
 *
 * const batch = collate([
 *   { input: ndArray([1, 2]), target: 0 },
 *   { input: ndArray([3, 4]), target: 1 },
 * ]);
 * batch; // => { input: { dtype: 'float32', shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) }, target: { dtype: 'float32', shape: [2], data: Float32Array.of(0, 1) } }
 * ```
 */
export const collate: Collate = (samples) => {
  const keys = new Set(samples.flatMap((sample) => Object.keys(sample)));
  return Object.fromEntries(
    [...keys].map((key) => {
      const values = samples.map((sample, index) => {
        if (key in sample || key === 'metadata') return sample[key];
        throw new InvalidArgumentError(
          'samples',
          `records with the same keys; sample ${index} of the batch lacks '${key}'`,
          sample,
        );
      });
      return [key, key === 'metadata' ? values : stack(key, values)];
    }),
  );
};

function stack(key: string, values: readonly unknown[]): HostValue {
  const first = values[0];
  if (typeof first === 'number') return ndArray(Float32Array.from(values as number[]));
  if (typeof first === 'boolean') return ndArray(values as boolean[]);
  if (isNdArray(first)) return stackArrays(key, values as NdArray[]);
  if (typeof first === 'object' && first !== null && !Array.isArray(first))
    return collate(values as Sample[]) as HostValue;
  return values;
}

function stackArrays(key: string, arrays: readonly NdArray[]): HostValue {
  const { shape, dtype } = arrays[0]!;
  for (const [index, array] of arrays.entries()) {
    if (array.dtype === dtype && sameShape(array.shape, shape)) continue;
    throw new ShapeMismatchError(
      `'${key}' of sample ${index} of the batch is ${array.dtype} [${array.shape.join(', ')}], but that of sample 0 is ` +
        `${dtype} [${shape.join(', ')}]. Resize or pad samples to one shape, or give the loader a collate function.`,
    );
  }
  if (dtype === 'string') return arrays.flatMap((array) => [...(array.data as readonly string[])]);
  const size = sizeOf(shape);
  const data = allocate(dtype, arrays.length * size) as Float32Array;
  arrays.forEach((array, index) => data.set(array.data as Float32Array, index * size));
  return { dtype, shape: [arrays.length, ...shape], data } as NdArray;
}
