import * as tf from '@tensorflow/tfjs';

import { gradientTransform, type AnyGradientTransform } from './gradient-transform.js';
import { momentNumbers, runningMean } from './moments.js';
import type { MomentsOptions } from './scale-by-adam.js';

/** Options of {@link scaleByYogi}. */
export interface ScaleByYogiOptions extends MomentsOptions {
  /** What both moments begin with. */
  readonly initialAccumulatorValue: number;
}

/**
 * Replaces the gradient g by Yogi's step, learning rate included: Adam's, with a second moment that goes towards g² by no more than
 * (1 − β₂)g², `v ← v − (1 − β₂)·sign(v − g²)·g²`. The slots `expAvg` and `expAvgSq` are m and v.
 */
export function scaleByYogi({ betas, eps, initialAccumulatorValue }: ScaleByYogiOptions): AnyGradientTransform {
  return gradientTransform({
    base: { beta1: betas[0], beta2: betas[1] },
    slots: { expAvg: initialAccumulatorValue, expAvgSq: initialAccumulatorValue },
    hyper: (step, { lr, beta1, beta2 }) => {
      const correction2 = Math.sqrt(1 - beta2 ** (step + 1));
      const { restOfBeta1, restOfBeta2 } = momentNumbers(beta1, beta2);
      const stepSize = (lr * correction2) / (1 - beta1 ** (step + 1));
      return { stepSize, epsilon: eps * correction2, beta1, restOfBeta1, restOfBeta2 };
    },
    update: ({ gradient }, slots, hyper) => {
      const expAvg = runningMean(slots.expAvg, gradient, hyper.beta1, hyper.restOfBeta1);
      const square = tf.square(gradient);
      const change = tf.mul(hyper.restOfBeta2, tf.mul(tf.sign(tf.sub(slots.expAvgSq, square)), square));
      const expAvgSq = tf.sub(slots.expAvgSq, change);
      const step = tf.div(tf.mul(hyper.stepSize, expAvg), tf.add(tf.sqrt(expAvgSq), hyper.epsilon));
      return { gradient: step, expAvg, expAvgSq };
    },
  });
}
