import * as tf from '@tensorflow/tfjs';

import type { WholeTransform } from './gradient-transform.js';

/** Options of {@link scaleByTrustRatio}. */
export interface TrustRatioOptions {
  /** How far a step may go, as a part of the norm of the parameter. Default: `1`. */
  readonly coefficient?: number | undefined;
  /** Added to the norm of the step. Default: `0`. */
  readonly eps?: number | undefined;
}

/**
 * Scales the step of each parameter to its norm: u becomes `coefficient · ‖θ‖ / (‖u‖ + eps) · u`; where one of the norms is 0 it stays
 * as it is. Each layer moves in proportion to how large it is.
 *
 * @see You, Gitman and Ginsburg, Large batch training of convolutional networks, 2017: optax's `scale_by_trust_ratio`.
 */
export function scaleByTrustRatio({ coefficient = 1, eps = 0 }: TrustRatioOptions = {}): WholeTransform {
  return {
    updateAll: (gradients, parameters) =>
      Object.fromEntries(
        Object.entries(gradients).map(([name, gradient]) => {
          const scaled = tf.tidy(() => {
            const [size, length] = [norm(parameters[name]!), norm(gradient)];
            const areSome = tf.logicalAnd(tf.greater(size, 0), tf.greater(length, 0));
            const divisor = tf.where(areSome, tf.add(length, eps), tf.onesLike(length));
            return tf.mul(tf.where(areSome, tf.div(tf.mul(coefficient, size), divisor), tf.onesLike(size)), gradient);
          });
          return [name, scaled];
        }),
      ),
  };
}

function norm(tensor: tf.Tensor): tf.Scalar {
  return tf.sqrt(tf.sum(tf.square(tensor)));
}
