import * as tf from '@tensorflow/tfjs';

/** Values times their weights; where the weight is 0 there is 0, whatever the value: −∞, say. */
export function counted(weights: tf.Tensor, values: tf.Tensor): tf.Tensor {
  const counts = tf.notEqual(weights, 0);
  return tf.mul(weights, tf.where(counts, values, tf.zerosLike(values)));
}
