import * as tf from '@tensorflow/tfjs';

import { gradientTransform, type AnyGradientTransform } from './gradient-transform.js';
import { momentNumbers, updatedMoments } from './moments.js';
import type { MomentsOptions } from './scale-by-adam.js';

/** Options of {@link scaleByNadam}. */
export interface ScaleByNadamOptions extends MomentsOptions {
  /** ψ: how fast the momentum comes near β₁. */
  readonly momentumDecay: number;
}

/**
 * Replaces the gradient by NAdam's step, learning rate included: Adam's, with a momentum of its own for each update t, from 1,
 * `μₜ = β₁(1 − ½·0.96^(tψ))`, that looks one step ahead:
 *
 *     g ← lr · (μₜ₊₁ m/(1 − Π₁ᵗ⁺¹ μ) + (1 − μₜ) g/(1 − Π₁ᵗ μ)) / (√(v/(1 − β₂ᵗ)) + eps)
 *
 * The slots `expAvg` and `expAvgSq` are m and v, as in {@link scaleByAdam}. The products of momenta are of the β₁ that a schedule
 * gives for this update, as are Adam's corrections.
 */
export function scaleByNadam({ betas, eps, momentumDecay }: ScaleByNadamOptions): AnyGradientTransform {
  return gradientTransform({
    base: { beta1: betas[0], beta2: betas[1] },
    slots: { expAvg: 0, expAvgSq: 0 },
    hyper: (step, { lr, beta1, beta2 }) => {
      const momentum = beta1 * partOfBeta1(step + 1, momentumDecay);
      const next = beta1 * partOfBeta1(step + 2, momentumDecay);
      const product = productOfMomenta(step + 1, beta1, momentumDecay);
      const correction2 = Math.sqrt(1 - beta2 ** (step + 1));
      return {
        momentStep: (lr * correction2 * next) / (1 - product * next),
        gradientStep: (lr * correction2 * (1 - momentum)) / (1 - product),
        epsilon: eps * correction2,
        ...momentNumbers(beta1, beta2),
      };
    },
    update: ({ gradient }, slots, hyper) => {
      const moments = updatedMoments(gradient, slots, hyper);
      const direction = tf.add(tf.mul(hyper.momentStep, moments.expAvg), tf.mul(hyper.gradientStep, gradient));
      return { gradient: tf.div(direction, tf.add(tf.sqrt(moments.expAvgSq), hyper.epsilon)), ...moments };
    },
  });
}

const partOfBeta1 = (update: number, momentumDecay: number): number => 1 - 0.5 * 0.96 ** (update * momentumDecay);

/** Computes μ₁·…·μₜ. What is below a rounding of 1, to which it is compared, is 0. */
function productOfMomenta(count: number, beta1: number, momentumDecay: number): number {
  const power = beta1 ** count;
  let product = 1;
  for (let update = 1; update <= count && power * product > Number.EPSILON / 4; update++) {
    const part = partOfBeta1(update, momentumDecay);
    if (part === 1) break; // All that come are 1 too.
    product *= part;
  }
  return power * product;
}
