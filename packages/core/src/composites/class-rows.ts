import * as tf from '@tensorflow/tfjs';

import { defineComposite } from '../steps/composite.js';
import { compositeNames } from './names.js';

/** Attributes of the composite `class-rows`. */
export type ClassRowsAttributes = Readonly<{
  /** The number of classes. */
  classes: number;
  /** The index whose row is zero. */
  ignoreIndex: number;
}>;

const composite = defineComposite<ClassRowsAttributes>({
  name: compositeNames.classRows,
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
 * The composite `class-rows`: of class indices `[…]`, rows `[…, classes]` with a 1 where the class stands.
 *
 * The row of `ignoreIndex` is zero, and that of an index that is no class is NaN, so that it cannot pass unnoticed. The
 * indices get gradient zero: labels that a model made itself (an argmax of its outputs) may be learnt from.
 *
 * @example
 * ```ts
 * import { classRows } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * classRows(tf.tensor1d([1, -1], 'int32'), { classes: 3, ignoreIndex: -1 }); // => [[0, 1, 0], [0, 0, 0]]
 * ```
 */
export function classRows(indices: tf.Tensor, attributes: ClassRowsAttributes): tf.Tensor {
  return composite([indices], attributes)[0]!;
}
