import type { Elements } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/**
 * The binary cross-entropy of logits x against targets y from 0 to 1, `(1 − y) x + (1 + (p − 1) y) ln(1 + e^−x)`, element by element; p,
 * what positive targets count, is 1 unless given. Stable for logits of any size.
 */
export function binaryEntropy({ prediction, target }: Elements, positive?: tf.Tensor): tf.Tensor {
  const surprise = tf.softplus(tf.neg(prediction));
  const counted = positive === undefined ? surprise : tf.mul(tf.add(1, tf.mul(tf.sub(positive, 1), target)), surprise);
  return tf.add(tf.mul(tf.sub(1, target), prediction), counted);
}
