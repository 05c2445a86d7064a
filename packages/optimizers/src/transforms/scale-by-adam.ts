import { adamStep } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { gradientTransform, type AnyGradientTransform } from './gradient-transform.js';
import { momentNumbers, updatedMoments } from './moments.js';

/** Options of transforms with two running means, as {@link scaleByAdam}. */
export interface MomentsOptions {
  /** How much of the running means of the gradient and of its square is kept in each step. */
  readonly betas: readonly [number, number];
  /** Added to the root of the second moment, against division by zero. */
  readonly eps: number;
}

/** Options of {@link scaleByAdam}. */
export interface ScaleByAdamOptions extends MomentsOptions {
  /** Whether to divide by the largest second moment so far. Default: `false`. */
  readonly amsgrad?: boolean | undefined;
}

/**
 * Replaces the gradient g by Adam's step, learning rate included. In update t, from 1:
 *
 *     m ← β₁m + (1 − β₁)g,  v ← β₂v + (1 − β₂)g²,  g ← lr · m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + eps)
 *
 * The last is computed as s·m/(√v + e), with s = lr·√(1 − β₂ᵗ)/(1 − β₁ᵗ) and e = eps·√(1 − β₂ᵗ) from the host: as many
 * roundings, three operations fewer. The slots `expAvg` and `expAvgSq` are m and v; for `amsgrad`, `maxExpAvgSq` is the
 * largest v so far, which then divides.
 */
export function scaleByAdam({ betas, eps, amsgrad = false }: ScaleByAdamOptions): AnyGradientTransform {
  return gradientTransform({
    base: { beta1: betas[0], beta2: betas[1] },
    slots: { expAvg: 0, expAvgSq: 0, ...(amsgrad && { maxExpAvgSq: 0 }) },
    hyper: (step, { lr, beta1, beta2 }) => {
      const correction1 = 1 - beta1 ** (step + 1);
      const correction2 = Math.sqrt(1 - beta2 ** (step + 1));
      return {
        stepSize: (lr * correction2) / correction1,
        epsilon: eps * correction2,
        ...momentNumbers(beta1, beta2),
      };
    },
    update: ({ gradient }, slots, hyper) => {
      const { maxExpAvgSq } = slots;
      if (maxExpAvgSq === undefined) {
        const { step, ...moments } = adamStep(gradient, slots, hyper);
        return { gradient: step, ...moments };
      }
      const moments = updatedMoments(gradient, slots, hyper);
      const largest = tf.maximum(maxExpAvgSq, moments.expAvgSq);
      const step = tf.div(tf.mul(hyper.stepSize, moments.expAvg), tf.add(tf.sqrt(largest), hyper.epsilon));
      return { gradient: step, ...moments, maxExpAvgSq: largest };
    },
  });
}
