import * as tf from '@tensorflow/tfjs';

import type { HostBatch, HostValue } from '../data/batch.js';
import { allocate, isNdArray, type NdArray } from '../data/nd-array.js';
import { DtypeRangeError } from '../errors/dtype-range-error.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { TensorTree } from '../steps/tensor-tree.js';

/**
 * A tensor of an array: float64 becomes float32, int64 and uint8 become int32.
 *
 * @throws `LML_DTYPE_RANGE` for an int64 that int32 cannot hold.
 */
export function toTensor(array: NdArray): tf.Tensor {
  const shape = [...array.shape];
  switch (array.dtype) {
    case 'float32':
      return tf.tensor(array.data as Float32Array, shape, 'float32');
    case 'float64':
      return tf.tensor(Float32Array.from(array.data as Float64Array), shape, 'float32');
    case 'int32':
      return tf.tensor(array.data as Int32Array, shape, 'int32');
    case 'int64':
      return tf.tensor(narrow(array.data as BigInt64Array), shape, 'int32');
    case 'uint8':
      return tf.tensor(Int32Array.from(array.data as Uint8Array), shape, 'int32');
    case 'bool':
      return tf.tensor(array.data as Uint8Array, shape, 'bool');
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

/** The parts of a batch that are computed with, as tensors; lists and metadata are left out. */
export function toTensors(batch: HostBatch): { [key: string]: TensorTree } {
  const entries: [string, TensorTree][] = [];
  for (const [key, value] of Object.entries(batch)) {
    const tree = toTree(value);
    if (tree !== undefined) entries.push([key, tree]);
  }
  return Object.fromEntries(entries);
}

function toTree(value: HostValue): TensorTree | undefined {
  if (Array.isArray(value)) return undefined;
  if (isNdArray(value)) return value.dtype === 'string' ? undefined : toTensor(value);
  return toTensors(value as HostBatch);
}

/** Copies a tensor to the host, without blocking. */
export async function toNdArray(tensor: tf.Tensor): Promise<NdArray> {
  const { shape } = tensor;
  const dtype = tensor.dtype as 'float32' | 'int32' | 'bool';
  const values = await tensor.data();
  // Where TensorFlow.js casts without copying, the values are still of the type that they had before.
  const data = allocate(dtype, values.length);
  data.set(values);
  return { dtype, shape: [...shape], data };
}
