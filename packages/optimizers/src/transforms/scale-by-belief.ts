import * as tf from '@tensorflow/tfjs';

import { gradientTransform, type AnyGradientTransform } from './gradient-transform.js';
import { momentNumbers, runningMean } from './moments.js';
import type { ScaleByAdamOptions } from './scale-by-adam.js';
import { rectifiedNumbers } from './scale-by-radam.js';

/** Options of {@link scaleByBelief}. */
export interface ScaleByBeliefOptions extends ScaleByAdamOptions {
  /** Whether to begin with plain momentum, as {@link scaleByRadam} does. Default: `false`. */
  readonly rectify?: boolean | undefined;
}

/**
 * Replaces the gradient g by AdaBelief's step, learning rate included: Adam's, with the square of how far g is from its running mean
 * in place of that of g,
 *
 *     m ← β₁m + (1 − β₁)g,  s ← β₂s + (1 − β₂)(g − m)² + eps
 *
 * The slots `expAvg` and `expAvgVar` are m and s; for `amsgrad`, `maxExpAvgVar` is the largest s so far, which then divides.
 */
export function scaleByBelief({
  betas,
  eps,
  amsgrad = false,
  rectify = false,
}: ScaleByBeliefOptions): AnyGradientTransform {
  return gradientTransform({
    base: { beta1: betas[0], beta2: betas[1] },
    slots: { expAvg: 0, expAvgVar: 0, ...(amsgrad && { maxExpAvgVar: 0 }) },
    hyper: (step, { lr, beta1, beta2 }) => {
      const correction2 = Math.sqrt(1 - beta2 ** (step + 1));
      const plain = {
        stepSize: (lr * correction2) / (1 - beta1 ** (step + 1)),
        epsilon: eps * correction2,
        rootWeight: 1,
      };
      const numbers = rectify ? rectifiedNumbers(step + 1, lr, beta1, beta2, eps) : plain;
      return { ...numbers, added: eps, ...momentNumbers(beta1, beta2) };
    },
    update: ({ gradient }, slots, hyper) => {
      const expAvg = runningMean(slots.expAvg, gradient, hyper.beta1, hyper.restOfBeta1);
      const distance = tf.squaredDifference(gradient, expAvg);
      const expAvgVar = tf.add(runningMean(slots.expAvgVar, distance, hyper.beta2, hyper.restOfBeta2), hyper.added);
      const { maxExpAvgVar } = slots;
      const largest = maxExpAvgVar === undefined ? expAvgVar : tf.maximum(maxExpAvgVar, expAvgVar);
      const divisor = tf.add(tf.mul(hyper.rootWeight, tf.sqrt(largest)), hyper.epsilon);
      const step = tf.div(tf.mul(hyper.stepSize, expAvg), divisor);
      return { gradient: step, expAvg, expAvgVar, ...(amsgrad && { maxExpAvgVar: largest }) };
    },
  });
}
