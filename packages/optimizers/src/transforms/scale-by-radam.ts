import * as tf from '@tensorflow/tfjs';

import { gradientTransform, type AnyGradientTransform } from './gradient-transform.js';
import { momentNumbers, rectification, updatedMoments } from './moments.js';
import type { MomentsOptions } from './scale-by-adam.js';

/**
 * Replaces the gradient by RAdam's step, learning rate included: Adam's, multiplied by how much its second moment can be trusted
 * after so many updates, and while it cannot be, plain momentum, `g ← lr · m/(1 − β₁ᵗ)`. The slots `expAvg` and `expAvgSq` are as in
 * {@link scaleByAdam}.
 */
export function scaleByRadam({ betas, eps }: MomentsOptions): AnyGradientTransform {
  return gradientTransform({
    base: { beta1: betas[0], beta2: betas[1] },
    slots: { expAvg: 0, expAvgSq: 0 },
    hyper: (step, { lr, beta1, beta2 }) => ({
      ...rectifiedNumbers(step + 1, lr, beta1, beta2, eps),
      ...momentNumbers(beta1, beta2),
    }),
    update: ({ gradient }, slots, hyper) => {
      const moments = updatedMoments(gradient, slots, hyper);
      const divisor = tf.add(tf.mul(hyper.rootWeight, tf.sqrt(moments.expAvgSq)), hyper.epsilon);
      return { gradient: tf.div(tf.mul(hyper.stepSize, moments.expAvg), divisor), ...moments };
    },
  });
}

/** Computes the numbers of a step `stepSize · m / (rootWeight · √v + epsilon)`, in which a root without weight leaves momentum alone. */
export function rectifiedNumbers(
  count: number,
  lr: number,
  beta1: number,
  beta2: number,
  eps: number,
): { stepSize: number; rootWeight: number; epsilon: number } {
  const factor = rectification(count, beta2);
  const stepSize = (lr * (factor ?? 1)) / (1 - beta1 ** count);
  return factor === undefined ? { stepSize, rootWeight: 0, epsilon: 1 } : { stepSize, rootWeight: 1, epsilon: eps };
}
