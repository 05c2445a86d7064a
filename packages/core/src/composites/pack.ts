import * as tf from '@tensorflow/tfjs';

import { sizeOf } from '../data/nd-array.js';
import { defineComposite } from '../steps/composite.js';
import { compositeNames } from './names.js';

/** Attributes of the composite `pack`. */
export type PackAttributes = Readonly<{
  /**
   * What the vector holds. Vectors of one group have the same parts in the same order, so that an engine may keep all of
   * them as vectors for ever.
   */
  group: string;
}>;

/**
 * The composite `pack`: all numbers of tensors in their order, as one vector. The gradient is that of the parts, cut out
 * again.
 */
const composite = defineComposite<PackAttributes>({
  name: compositeNames.pack,
  forward: (parts) => ({ outputs: [tf.concat(parts.map((part) => tf.reshape(part, [part.size])))], saved: [] }),
  backward: ([gradient], parts) =>
    cut(
      gradient!,
      parts.map(({ shape }) => shape),
    ),
});

/** One vector of all numbers of float32 tensors. */
export function pack(parts: readonly tf.Tensor[], group: string): tf.Tensor1D {
  return composite(parts, { group })[0] as tf.Tensor1D;
}

/** Tensors of some shapes, cut one after the other out of a vector that they fill. */
export function cut(vector: tf.Tensor, shapes: readonly (readonly number[])[]): tf.Tensor[] {
  const parts = tf.split(vector, shapes.map(sizeOf));
  return parts.map((part, index) => tf.reshape(part, [...shapes[index]!]));
}
