import * as tf from '@tensorflow/tfjs';

/**
 * What an encoder layer is made of besides dense layers.
 *
 * @typedef {object} EncoderParts
 * @property {(query: tf.Tensor, key: tf.Tensor, value: tf.Tensor) => tf.Tensor} attention of `[batch, heads, tokens, depth]`
 * @property {(x: tf.Tensor) => tf.Tensor} gelu with the exact normal distribution function
 * @property {(x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor) => tf.Tensor} layerNorm over the last axis
 */

/** Added to the variance. */
export const EPSILON = 1e-5;

/**
 * As people write them in ops of TensorFlow.js, which has none of its own that can be used in a layer.
 *
 * @type {EncoderParts}
 */
export const plainParts = {
  attention(query, key, value) {
    const scores = tf.mul(tf.matMul(query, key, false, true), 1 / Math.sqrt(Number(query.shape[3])));
    return tf.matMul(tf.softmax(scores), value);
  },
  gelu: (x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1)),
  layerNorm(x, gamma, beta) {
    const { mean, variance } = tf.moments(x, -1, true);
    const normal = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, EPSILON)));
    return tf.add(tf.mul(normal, gamma), beta);
  },
};
