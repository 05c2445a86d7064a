import * as tf from '@tensorflow/tfjs';

/**
 * Whether batches of matrices of these shapes are spread over each other in a way that TensorFlow.js gets wrong: it goes
 * through the smaller batch again and again, which is right only if that has the last axes of the larger one.
 *
 * @example
 * ```ts
 * import { areBatchesCrossed } from '@lml/core/engine';
 *
 * areBatchesCrossed([2, 1, 3, 4], [1, 2, 4, 3]); // => true
 * areBatchesCrossed([2, 5, 3, 4], [5, 4, 3]); // => false
 * ```
 */
export function areBatchesCrossed(a: readonly number[], b: readonly number[]): boolean {
  const [left, right] = [batchOf(a), batchOf(b)];
  const isLeftSmaller = tf.util.sizeFromShape(left) <= tf.util.sizeFromShape(right);
  const [small, large] = isLeftSmaller ? [left, right] : [right, left];
  return small.length > 0 && !tf.util.arraysEqual(small, large.slice(-small.length));
}

/** The sizes of a batch of matrices, without leading ones. */
function batchOf(shape: readonly number[]): number[] {
  const sizes = shape.slice(0, -2);
  while (sizes[0] === 1) sizes.shift();
  return sizes;
}
