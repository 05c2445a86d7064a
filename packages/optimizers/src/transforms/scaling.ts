import * as tf from '@tensorflow/tfjs';

import { gradientTransform, type GradientTransform } from './gradient-transform.js';

/** Options of {@link scaleByLearningRate}. */
export interface ScaleByLearningRateOptions {
  /** By how much the divisor of the rate grows in each update: it is lr/(1 + n·decay) after n updates. Default: `0`. */
  readonly decay?: number | undefined;
}

/** Multiplies the gradient by the learning rate. */
export function scaleByLearningRate({ decay = 0 }: ScaleByLearningRateOptions = {}): GradientTransform<
  Record<never, never>,
  Record<never, never>,
  Record<'lr', number>
> {
  return gradientTransform({
    base: {},
    slots: {},
    hyper: (step, { lr }) => ({ lr: lr / (1 + step * decay) }),
    update: ({ gradient }, _slots, { lr }) => ({ gradient: tf.mul(lr, gradient) }),
  });
}

/** Negates the gradient, so that what was minimised is maximised. */
export function negateGradient(): GradientTransform<Record<never, never>, Record<never, never>, Record<never, never>> {
  return gradientTransform({
    base: {},
    slots: {},
    hyper: () => ({}),
    update: ({ gradient }) => ({ gradient: tf.neg(gradient) }),
  });
}
