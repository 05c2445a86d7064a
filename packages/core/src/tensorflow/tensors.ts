import * as tf from '@tensorflow/tfjs';

import type { HostBatch, HostValue } from '../data/batch.js';
import { computedArray, type EngineArray } from '../data/computed-array.js';
import { allocate, isNdArray, type NdArray } from '../data/nd-array.js';
import { HostPartError } from '../errors/host-part-error.js';
import type { TensorTree } from './tensor-tree.js';

/**
 * A tensor of an array: float64 becomes float32, int64 and uint8 become int32.
 *
 * @throws `LML_DTYPE_RANGE` for an int64 that int32 cannot hold.
 */
export function toTensor(array: NdArray): tf.Tensor {
  const { dtype, data } = computedArray(array);
  return tf.tensor(data, [...array.shape], dtype);
}

/**
 * The parts of a batch that are computed with, as tensors; lists and metadata are left out. They are copies: the arrays of a batch
 * are filled anew, while tensors of the cpu backend, and slices of them, would still lie over them.
 */
export function toTensors(batch: HostBatch): { [key: string]: TensorTree } {
  return withHostParts(computedParts(batch), batch);
}

function computedParts(batch: HostBatch): { [key: string]: TensorTree } {
  const entries: [string, TensorTree][] = [];
  for (const [key, value] of Object.entries(batch)) {
    const tree = toTree(value);
    if (tree !== undefined) entries.push([key, tree]);
  }
  return Object.fromEntries(entries);
}

/**
 * The same tensors of a batch. Whoever reads a part of it that is no tensor, a text say, hears so rather than finding nothing there.
 *
 * @throws where such a part is read: `LML_HOST_PART`.
 */
export function withHostParts<Tensors extends { [key: string]: TensorTree }>(
  tensors: Tensors,
  batch: HostBatch,
  above: readonly string[] = [],
): Tensors {
  for (const [key, value] of Object.entries(batch)) {
    const path = [...above, key];
    if (isNdArray(value) ? value.dtype === 'string' : Array.isArray(value)) {
      if (key === 'metadata') continue;
      const get = (): never => {
        const first = isNdArray(value) ? value.data[0] : (value as readonly unknown[])[0];
        throw new HostPartError(path, `'${path.join('.')}' of the first sample of the batch`, first);
      };
      Object.defineProperty(tensors, key, { enumerable: false, get });
    } else if (!isNdArray(value) && isRecord(tensors[key])) {
      withHostParts(tensors[key], value as HostBatch, path);
    }
  }
  return tensors;
}

function isRecord(tree: TensorTree | undefined): tree is { [key: string]: TensorTree } {
  return typeof tree === 'object' && !Array.isArray(tree) && !(tree instanceof tf.Tensor);
}

function toTree(value: HostValue): TensorTree | undefined {
  if (Array.isArray(value)) return undefined;
  if (!isNdArray(value)) return computedParts(value as HostBatch);
  if (value.dtype === 'string') return undefined;
  const { dtype, data } = computedArray(value);
  return tf.tensor(data === value.data ? data.slice() : data, [...value.shape], dtype);
}

/** Copies a tensor to the host, without blocking. */
export async function toNdArray(tensor: tf.Tensor): Promise<EngineArray> {
  const { shape } = tensor;
  const dtype = tensor.dtype as EngineArray['dtype'];
  const values = await tensor.data();
  // Where TensorFlow.js casts without copying, the values are still of the type that they had before.
  const data = allocate(dtype, values.length);
  data.set(values);
  return { dtype, shape: [...shape], data };
}
