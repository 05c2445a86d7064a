import * as tf from '@tensorflow/tfjs';

/** Targets 0 and 1 as −1 and 1; those that are −1 and 1 stay. */
export function signs(target: tf.Tensor): tf.Tensor {
  return tf.where(tf.equal(target, 0), tf.neg(tf.onesLike(target)), target);
}
