import * as tf from '@tensorflow/tfjs';

import { gradientTransform, type AnyGradientTransform } from './gradient-transform.js';
import { runningMean } from './moments.js';

/** Options of {@link scaleByAdadelta}. */
export interface ScaleByAdadeltaOptions {
  /** How much of the running means of squares is kept in each step. */
  readonly rho: number;
  /** Added under both roots. */
  readonly eps: number;
}

/**
 * Replaces the gradient g by Adadelta's step, which has the unit of the weight:
 *
 *     s ← ρs + (1 − ρ)g²,  g ← √(d + eps)/√(s + eps) · g,  d ← ρd + (1 − ρ)g²
 *
 * where the last g is the step. The slots `squareAvg` and `accDelta` are s and d.
 */
export function scaleByAdadelta({ rho, eps }: ScaleByAdadeltaOptions): AnyGradientTransform {
  return gradientTransform({
    base: { rho },
    slots: { squareAvg: 0, accDelta: 0 },
    hyper: (_step, numbers) => ({ rho: numbers.rho, restOfRho: 1 - numbers.rho, epsilon: eps }),
    update: ({ gradient }, slots, hyper) => {
      const squareAvg = runningMean(slots.squareAvg, tf.square(gradient), hyper.rho, hyper.restOfRho);
      const root = (square: tf.Tensor): tf.Tensor => tf.sqrt(tf.add(square, hyper.epsilon));
      const step = tf.mul(tf.div(root(slots.accDelta), root(squareAvg)), gradient);
      return {
        gradient: step,
        squareAvg,
        accDelta: runningMean(slots.accDelta, tf.square(step), hyper.rho, hyper.restOfRho),
      };
    },
  });
}
