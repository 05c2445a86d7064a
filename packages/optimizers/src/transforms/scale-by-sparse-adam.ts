import * as tf from '@tensorflow/tfjs';

import { gradientTransform, type AnyGradientTransform } from './gradient-transform.js';
import { momentNumbers, updatedMoments } from './moments.js';
import type { MomentsOptions } from './scale-by-adam.js';

/**
 * Replaces the gradient by Adam's step where it is not 0. Where it is, the moments stay as they are, and there is no step. The slots
 * `expAvg` and `expAvgSq` are as in {@link scaleByAdam}; eps is added to √v before its bias is corrected.
 */
export function scaleBySparseAdam({ betas, eps }: MomentsOptions): AnyGradientTransform {
  return gradientTransform({
    base: { beta1: betas[0], beta2: betas[1] },
    slots: { expAvg: 0, expAvgSq: 0 },
    hyper: (step, { lr, beta1, beta2 }) => ({
      stepSize: (lr * Math.sqrt(1 - beta2 ** (step + 1))) / (1 - beta1 ** (step + 1)),
      epsilon: eps,
      ...momentNumbers(beta1, beta2),
    }),
    update: ({ gradient }, slots, hyper) => {
      const isPresent = tf.notEqual(gradient, 0);
      const { expAvg, expAvgSq } = updatedMoments(gradient, slots, hyper);
      const step = tf.div(tf.mul(hyper.stepSize, expAvg), tf.add(tf.sqrt(expAvgSq), hyper.epsilon));
      return {
        gradient: tf.where(isPresent, step, tf.zerosLike(step)),
        expAvg: tf.where(isPresent, expAvg, slots.expAvg),
        expAvgSq: tf.where(isPresent, expAvgSq, slots.expAvgSq),
      };
    },
  });
}
