import { describeValue } from '../errors/describe-value.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { ShapeMismatchError } from '../errors/shape-mismatch-error.js';
import type { Allocate } from './array-pool.js';
import type { HostBatch, HostValue } from './batch.js';
import { checkArray } from './check-array.js';
import { allocate as allocateAnew, isNdArray, ndArray, sameShape, sizeOf, type NdArray } from './nd-array.js';
import type { Sample } from './sample.js';

/**
 * Stacks samples into a batch. Arrays made with `allocate` hold arbitrary numbers at first, and are filled anew for later batches
 * once this one was processed.
 */
export type Collate = (
  samples: readonly Sample[],
  allocate?: Allocate,
  /** Names the sample at a position for a message: `sample 7`, `row 7 of x.npy`. */
  nameOf?: (position: number) => string,
) => HostBatch;

/**
 * Stacks samples key by key: arrays along a new first axis, numbers to float32, booleans to bool, records part by part;
 * text, and whatever stands under `metadata`, to lists that stay on the host.
 *
 * Numbers are always float32, so that the type of a batch does not depend on its values; use an {@link NdArray} to say
 * another type.
 *
 * @throws `LML_SHAPE_MISMATCH` if parts of one key differ in shape or type; `LML_INVALID_ARGUMENT` if a sample lacks a key,
 * or has a bare list or typed array under it (wrap it: `ndArray(values)`), or an array that is none.
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
export const collate: Collate = (
  samples,
  allocate = allocateAnew,
  nameOf = (position) => `sample ${position} of the batch`,
) => collateBelow('', samples, { allocate, nameOf });

/** What stacking needs besides the samples. */
interface Stacking {
  readonly allocate: Allocate;
  readonly nameOf: (position: number) => string;
}

function collateBelow(path: string, samples: readonly Sample[], stacking: Stacking): HostBatch {
  const keys = new Set(samples.flatMap((sample) => Object.keys(sample)));
  return Object.fromEntries(
    [...keys].map((key) => {
      const values = samples.map((sample, index) => {
        if (Object.hasOwn(sample, key) || key === 'metadata') return sample[key];
        throw new InvalidArgumentError(
          'samples',
          `records with the same keys; ${stacking.nameOf(index)} lacks '${path}${key}'`,
          sample,
        );
      });
      return [key, key === 'metadata' ? values : stack(path + key, values, stacking)];
    }),
  );
}

type Part = 'number' | 'boolean' | 'text' | 'array' | 'record';

function stack(name: string, values: readonly unknown[], stacking: Stacking): HostValue {
  const { nameOf } = stacking;
  const kinds = values.map((value, index) => kindOf(name, value, index, nameOf));
  const other = kinds.findIndex((kind) => kind !== kinds[0]);
  if (other > 0) {
    throw new ShapeMismatchError(
      `'${name}' of ${nameOf(other)} is ${describeValue(values[other])}, but that of ${nameOf(0)} is ` +
        `${describeValue(values[0])}. Samples must be alike, or give the loader a collate function.`,
    );
  }
  switch (kinds[0]!) {
    case 'number':
      return ndArray(Float32Array.from(values as number[]));
    case 'boolean':
      return ndArray(values as boolean[]);
    case 'text':
      return values;
    case 'array':
      return stackArrays(name, values as NdArray[], stacking);
    case 'record':
      return collateBelow(`${name}.`, values as Sample[], stacking);
  }
}

/** What a part of a sample is. Lists and typed arrays are refused: nobody knows whether they are data or stay on the host. */
function kindOf(name: string, value: unknown, index: number, nameOf: (position: number) => string): Part {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'string') return 'text';
  if (isNdArray(value)) return 'array';
  const isList = Array.isArray(value) || ArrayBuffer.isView(value);
  const isTensor = typeof value === 'object' && value !== null && 'dataId' in value;
  if (typeof value === 'object' && value !== null && !isList && !isTensor) return 'record';
  const wrap = 'Wrap it: ndArray(values). What is to stay on the host stands under metadata.';
  const copy = 'A dataset yields plain data: ndArray(await tensor.data(), { shape: tensor.shape }).';
  throw new InvalidArgumentError(
    `'${name}' of ${nameOf(index)}`,
    'a number, a truth value, text, an NdArray or a record of such parts',
    value,
    isList ? wrap : isTensor ? copy : undefined,
  );
}

function stackArrays(name: string, arrays: readonly NdArray[], { allocate, nameOf }: Stacking): HostValue {
  const { shape, dtype } = arrays[0]!;
  for (const [index, array] of arrays.entries()) {
    checkArray(`'${name}' of ${nameOf(index)}`, array);
    if (array.dtype === dtype && sameShape(array.shape, shape)) continue;
    throw new ShapeMismatchError(
      `'${name}' of ${nameOf(index)} is ${array.dtype} [${array.shape.join(', ')}], but that of ${nameOf(0)} is ` +
        `${dtype} [${shape.join(', ')}]. Resize or pad samples to one shape, or give the loader a collate function.`,
    );
  }
  if (dtype === 'string') return arrays.map((array) => textOf(array as NdArray<'string'>));
  const size = sizeOf(shape);
  const data = allocate(dtype, arrays.length * size) as Float32Array;
  arrays.forEach((array, index) => data.set(array.data as Float32Array, index * size));
  return { dtype, shape: [arrays.length, ...shape], data };
}

/** The text of one sample as it stays on the host: itself, or a list. */
export function textOf({ shape, data }: NdArray<'string'>): string | readonly string[] {
  return shape.length === 0 ? data[0]! : data;
}
