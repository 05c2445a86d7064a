import * as tf from '@tensorflow/tfjs';

import { gradientTransform, type AnyGradientTransform } from './gradient-transform.js';
import { runningMean } from './moments.js';

/** Options of {@link averageWeights}. */
export interface AverageWeightsOptions {
  /** λ: how fast the learning rate falls, and weights decay. */
  readonly lambd: number;
  /** α: the power by which the learning rate falls. */
  readonly alpha: number;
  /** After how many updates the average begins. */
  readonly t0: number;
}

/**
 * Multiplies the gradient by a falling rate, lets weights decay, and averages them; the last link of a chain. In update t, from 1:
 *
 *     η = lr/(1 + λ·lr·(t − 1))^α,  θ ← (1 − λη)θ,  g ← ηg,  a ← a + (θ − g − a)/max(1, t − 1 − t₀)
 *
 * The slot `ax` is a, which begins at the parameter.
 */
export function averageWeights({ lambd, alpha, t0 }: AverageWeightsOptions): AnyGradientTransform {
  return gradientTransform({
    base: {},
    slots: { ax: 'parameter' },
    hyper: (step, { lr }) => {
      const rate = lr / (1 + lambd * lr * step) ** alpha;
      const share = 1 / Math.max(1, step - t0);
      return { rate, keep: 1 - lambd * rate, share, restOfShare: 1 - share };
    },
    update: ({ parameter, gradient }, { ax }, { rate, keep, share, restOfShare }) => {
      const kept = tf.mul(keep, parameter);
      const step = tf.mul(rate, gradient);
      return { parameter: kept, gradient: step, ax: runningMean(ax, tf.sub(kept, step), restOfShare, share) };
    },
  });
}
