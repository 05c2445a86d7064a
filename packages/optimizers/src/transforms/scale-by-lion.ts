import * as tf from '@tensorflow/tfjs';

import { gradientTransform, type AnyGradientTransform } from './gradient-transform.js';
import { momentNumbers, runningMean } from './moments.js';

/** Options of {@link scaleByLion}. */
export interface ScaleByLionOptions {
  /** How much of the momentum is kept in the direction, and how much in the momentum itself. */
  readonly betas: readonly [number, number];
}

/**
 * Replaces the gradient g by the sign of a direction with momentum: `g ← sign(β₁m + (1 − β₁)g)`, then `m ← β₂m + (1 − β₂)g`, of the
 * g before. The slot `expAvg` is m.
 */
export function scaleByLion({ betas }: ScaleByLionOptions): AnyGradientTransform {
  return gradientTransform({
    base: { beta1: betas[0], beta2: betas[1] },
    slots: { expAvg: 0 },
    hyper: (_step, { beta1, beta2 }) => momentNumbers(beta1, beta2),
    update: ({ gradient }, { expAvg }, { beta1, restOfBeta1, beta2, restOfBeta2 }) => ({
      gradient: tf.sign(runningMean(expAvg, gradient, beta1, restOfBeta1)),
      expAvg: runningMean(expAvg, gradient, beta2, restOfBeta2),
    }),
  });
}
