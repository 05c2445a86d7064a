import * as tf from '@tensorflow/tfjs';

import { gradientTransform, type GradientTransform } from './gradient-transform.js';

/** Multiplies the gradient by the learning rate. */
export function scaleByLearningRate(): GradientTransform<
  Record<never, never>,
  Record<never, never>,
  Record<'lr', number>
> {
  return gradientTransform({
    base: {},
    slots: {},
    hyper: (_step, { lr }) => ({ lr }),
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
