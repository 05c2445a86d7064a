import { isNdArray, ndArray } from '../data/nd-array.js';
import { isTensor } from '../tensorflow/tensor-tree.js';
import { toNdArray } from '../tensorflow/tensors.js';

/**
 * What a metric of the host is shown by hand, as in a run: tensors are read, typed arrays become {@link NdArray}s, wherever they stand in
 * lists and records. Lists of numbers and texts stay as they are.
 */
export async function hostValuesOf(given: unknown): Promise<unknown> {
  if (typeof given !== 'object' || given === null) return given;
  if (isTensor(given)) return toNdArray(given);
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
