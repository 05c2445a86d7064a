import * as tf from '@tensorflow/tfjs';

import { gradientTransform, type GradientTransform } from './gradient-transform.js';

/** Adds `weightDecay` times the parameter to the gradient: L2 regularization. */
export function addDecayedWeights(
  weightDecay: number,
): GradientTransform<Record<'weightDecay', number>, Record<never, never>, Record<'weightDecay', number>> {
  return gradientTransform({
    base: { weightDecay },
    slots: {},
    hyper: (_step, numbers) => ({ weightDecay: numbers.weightDecay }),
    update: ({ parameter, gradient }, _slots, hyper) => ({
      gradient: tf.add(tf.mul(hyper.weightDecay, parameter), gradient),
    }),
  });
}

/** Multiplies the parameter by `1 − lr · weightDecay` before it is updated: decoupled weight decay. */
export function decayWeights(
  weightDecay: number,
): GradientTransform<Record<'weightDecay', number>, Record<never, never>, Record<'keep', number>> {
  return gradientTransform({
    base: { weightDecay },
    slots: {},
    hyper: (_step, numbers) => ({ keep: 1 - numbers.lr * numbers.weightDecay }),
    update: ({ parameter }, _slots, { keep }) => ({ parameter: tf.mul(keep, parameter) }),
  });
}
