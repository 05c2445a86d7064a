import { describeValue } from '../errors/describe-value.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { ShapeMismatchError } from '../errors/shape-mismatch-error.js';
import type { Allocate } from './array-pool.js';
import type { HostBatch, HostValue } from './batch.js';
import { checkArray } from './check-array.js';
import type { CollateContext } from './collate.js';
import { allocate as allocateAnew, isNdArray, ndArray, sameShape, sizeOf, type NdArray } from './nd-array.js';
import type { Sample } from './sample.js';

/** How the arrays of a part of the samples become one, or what they become instead. `name` is the part, `input.image` in a record. */
export type StackArrays = (name: string, arrays: readonly NdArray[], stacking: Stacking) => HostValue;

/** What stacking needs besides the samples. */
export interface Stacking {
  /** Makes room for arrays. */
  readonly allocate: Allocate;
  /** Names a sample for a message. */
  readonly nameOf: (position: number) => string;
}

/**
 * Stacks samples key by key: numbers to float32, truth values to bool, records part by part; text, and whatever stands under
 * `metadata`, to lists that stay on the host; arrays by `stackArrays`.
 *
 * @throws `LML_SHAPE_MISMATCH`, `LML_INVALID_ARGUMENT`
 */
export function stackSamples(
  samples: readonly Sample[],
  { allocate = allocateAnew, nameOf = (position) => `sample ${position} of the batch` }: CollateContext,
  stackArrays: StackArrays,
): HostBatch {
  return stackBelow('', samples, { allocate, nameOf }, stackArrays);
}

function stackBelow(path: string, samples: readonly Sample[], stacking: Stacking, stackArrays: StackArrays): HostBatch {
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
      return [key, key === 'metadata' ? values : stackValues(path + key, values, stacking, stackArrays)];
    }),
  );
}

type Part = 'number' | 'boolean' | 'text' | 'array' | 'record';

function stackValues(
  name: string,
  values: readonly unknown[],
  stacking: Stacking,
  stackArrays: StackArrays,
): HostValue {
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
      (values as NdArray[]).forEach((array, index) => checkArray(`'${name}' of ${nameOf(index)}`, array));
      return stackArrays(name, values as NdArray[], stacking);
    case 'record':
      return stackBelow(`${name}.`, values as Sample[], stacking, stackArrays);
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

/**
 * Arrays of one shape along a new first axis; those of texts as a list.
 *
 * @throws `LML_SHAPE_MISMATCH` where shapes or types differ.
 */
export const stackAlike: StackArrays = (name, arrays, { allocate, nameOf }) => {
  const { shape, dtype } = arrays[0]!;
  const other = arrays.findIndex((array) => array.dtype !== dtype || !sameShape(array.shape, shape));
  if (other > 0) {
    const found = arrays[other]!;
    throw new ShapeMismatchError(
      `'${name}' of ${nameOf(other)} is ${found.dtype} [${found.shape.join(', ')}], but that of ${nameOf(0)} is ` +
        `${dtype} [${shape.join(', ')}]. Resize samples to one shape; or fill them up, collate: { name: 'pad' }; ` +
        `or leave them apart, collate: { name: 'stack', ragged: ['${name}'] }.`,
    );
  }
  if (dtype === 'string') return arrays.map((array) => textOf(array as NdArray<'string'>));
  const size = sizeOf(shape);
  const data = allocate(dtype, arrays.length * size) as Float32Array;
  arrays.forEach((array, index) => data.set(array.data as Float32Array, index * size));
  return { dtype, shape: [arrays.length, ...shape], data };
};

/** The text of one sample as it stays on the host: itself, or a list. */
export function textOf({ shape, data }: NdArray<'string'>): string | readonly string[] {
  return shape.length === 0 ? data[0]! : data;
}
