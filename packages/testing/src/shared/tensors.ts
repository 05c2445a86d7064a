import { toNdArray, treeLeaves, type NdArray, type TensorTree } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { difference } from './difference.js';
import { ensure } from './check.js';

/** The tensors that `make` gives, on the host; they and all that was made on the way are freed. */
export async function readTensors<Key extends string>(
  make: () => Readonly<Record<Key, tf.Tensor>>,
): Promise<Record<Key, NdArray>> {
  const tensors = tf.tidy(() => {
    const entries = Object.entries<tf.Tensor>(make());
    return Object.fromEntries(entries.map(([name, tensor]) => [name, tensor.clone()]));
  });
  try {
    const names = Object.keys(tensors);
    const arrays = await Promise.all(names.map((name) => toNdArray(tensors[name]!)));
    return Object.fromEntries(names.map((name, index) => [name, arrays[index]!])) as Record<Key, NdArray>;
  } finally {
    tf.dispose(tensors);
  }
}

/** Complains if tensors were disposed or changed while `run` ran. */
export async function ensureUntouched(
  tensors: Readonly<Record<string, tf.Tensor>>,
  run: () => void | Promise<void>,
): Promise<void> {
  const before = await readTensors(() => tensors);
  await run();
  for (const [name, tensor] of Object.entries(tensors)) ensure(!tensor.isDisposed, `it disposed its argument ${name}`);
  const found = difference(before, await readTensors(() => tensors));
  ensure(found === undefined, () => `it changed an argument: ${found}`);
}

/** The numbers of an array. */
export function numbersOf({ data }: NdArray): number[] {
  return Array.from(data as ArrayLike<number>, Number);
}

/** Makes sure that TensorFlow.js has a backend. */
export async function ready(): Promise<void> {
  await tf.ready();
}

/** The tensors of a tree by names for messages: `target`, and of several `target 1`. */
export function namedTensors(name: string, tree: TensorTree | undefined): Record<string, tf.Tensor> {
  if (tree === undefined) return {};
  return Object.fromEntries(treeLeaves(tree).map((tensor, leaf) => [leaf === 0 ? name : `${name} ${leaf}`, tensor]));
}
