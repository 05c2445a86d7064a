import * as tf from '@tensorflow/tfjs';

import { gradientTransform, type AnyGradientTransform } from './gradient-transform.js';
import { runningMean } from './moments.js';
import type { MomentsOptions } from './scale-by-adam.js';

/**
 * Replaces the gradient g by Adamax's step, learning rate included. In update t, from 1:
 *
 *     m ← β₁m + (1 − β₁)g,  u ← max(β₂u, |g| + eps),  g ← lr · m/(1 − β₁ᵗ) / u
 *
 * The slots `expAvg` and `expInf` are m and u.
 */
export function scaleByAdamax({ betas, eps }: MomentsOptions): AnyGradientTransform {
  return gradientTransform({
    base: { beta1: betas[0], beta2: betas[1] },
    slots: { expAvg: 0, expInf: 0 },
    hyper: (step, { lr, beta1, beta2 }) => ({
      stepSize: lr / (1 - beta1 ** (step + 1)),
      epsilon: eps,
      beta1,
      restOfBeta1: 1 - beta1,
      beta2,
    }),
    update: ({ gradient }, slots, hyper) => {
      const expAvg = runningMean(slots.expAvg, gradient, hyper.beta1, hyper.restOfBeta1);
      const expInf = tf.maximum(tf.mul(hyper.beta2, slots.expInf), tf.add(tf.abs(gradient), hyper.epsilon));
      return { gradient: tf.div(tf.mul(hyper.stepSize, expAvg), expInf), expAvg, expInf };
    },
  });
}
