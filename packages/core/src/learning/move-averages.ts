import * as tf from '@tensorflow/tfjs';

import { pack } from '../composites/pack.js';
import { unpack } from '../composites/unpack.js';
import { offersComposites } from '../steps/composite.js';
import type { Tensors } from '../tensorflow/tensor-tree.js';

/**
 * Averages of float32 tensors after one more value of each: $`a + s (v - a)`$. Where `copies` is 1 they are the values, to the bit.
 */
export function moveAverages(averages: Tensors, values: Tensors, share: tf.Scalar, copies: tf.Scalar): Tensors {
  const names = Object.keys(values);
  const move = (average: tf.Tensor, value: tf.Tensor): tf.Tensor =>
    tf.tidy(() => {
      const from = tf.where(tf.greater(copies, 0), value, average);
      return tf.add(from, tf.mul(share, tf.sub(value, from)));
    });
  const ofNames = (moved: readonly tf.Tensor[]): Tensors =>
    Object.fromEntries(names.map((name, index) => [name, moved[index]!]));
  // As an optimizer's rule: an engine that compiles keeps all of them as one vector.
  if (!offersComposites() || names.length < 2)
    return ofNames(names.map((name) => move(averages[name]!, values[name]!)));
  const group = names.join(' ');
  const join = (of: Tensors): tf.Tensor => pack(names.map((name) => of[name]!), group); // prettier-ignore
  const shapes = names.map((name) => values[name]!.shape);
  return ofNames(unpack(move(join(averages), join(values)), group, shapes));
}
