import { defineComposite } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

const composite = defineComposite<{ classes: number; ignoreIndex: number }>({
  name: '@lml/losses/class-rows',
  forward([indices], { classes, ignoreIndex }) {
    // Compared rather than cast: 1.5 and NaN are no class.
    const isClass = tf.equal(tf.expandDims(indices!, -1), tf.range(0, classes, 1, 'int32'));
    const known = tf.where(tf.any(isClass, -1), 1, NaN);
    const factor = tf.where(tf.equal(indices!, ignoreIndex), 0, known);
    return { outputs: [tf.mul(tf.cast(isClass, 'float32'), tf.expandDims(factor, -1))], saved: [] };
  },
  backward: () => [undefined],
});

/**
 * The composite `@lml/losses/class-rows`: of class indices `[…]`, rows `[…, classes]` with a 1 where the class stands.
 *
 * The row of `ignoreIndex` is zero, and that of an index that is no class is NaN, so that it cannot pass unnoticed. The
 * indices get gradient zero: labels that a model made itself (an argmax of its outputs) may be learnt from.
 */
export function classRows(
  indices: tf.Tensor,
  attributes: { readonly classes: number; readonly ignoreIndex: number },
): tf.Tensor {
  return composite([indices], attributes)[0]!;
}
