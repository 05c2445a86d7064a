import type * as tf from '@tensorflow/tfjs';

import { isNdArray, ndArray } from '../data/nd-array.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { isTensor } from '../tensorflow/tensor-tree.js';
import { toNdArray } from '../tensorflow/tensors.js';

/**
 * What a metric of the host is shown by hand, as in a run: tensors are read, typed arrays become {@link NdArray}s, wherever they stand in
 * lists and records. Lists of numbers and texts stay as they are.
 */
export async function hostValuesOf(given: unknown): Promise<unknown> {
  if (typeof given !== 'object' || given === null) return given;
  if (isTensor(given)) return toNdArray(requireNumbers(given));
  if (ArrayBuffer.isView(given)) return ndArray(given as Float32Array);
  if (isNdArray(given)) return given;
  if (Array.isArray(given))
    return given.some(isComposed) ? Promise.all(given.map((part: unknown) => hostValuesOf(part))) : given;
  const entries = Object.entries(given).map(async ([key, part]) => [key, await hostValuesOf(part)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

function isComposed(part: unknown): boolean {
  return typeof part === 'object' && part !== null;
}

/**
 * A tensor of numbers or truth values.
 *
 * @throws `LML_INVALID_ARGUMENT` for complex numbers, whose imaginary part no metric looks at, and for texts.
 */
export function requireNumbers(tensor: tf.Tensor): tf.Tensor {
  const { dtype } = tensor;
  if (dtype !== 'complex64' && dtype !== 'string') return tensor;
  const remedy =
    dtype === 'string'
      ? 'Give texts as a list: ["a", "b"].'
      : 'Give real and imaginary parts along an axis of their own: tf.stack([tf.real(x), tf.imag(x)], -1).';
  throw new InvalidArgumentError('A tensor for a metric', 'of numbers or truth values', `one of ${dtype}`, remedy);
}
