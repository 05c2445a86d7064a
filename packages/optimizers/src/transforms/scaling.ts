import * as tf from '@tensorflow/tfjs';

import { gradientTransform, type GradientTransform } from './gradient-transform.js';

type NoNumbers = Record<never, never>;

/** Multiplies the gradient by the learning rate. */
export function scaleByLearningRate(): GradientTransform<NoNumbers, NoNumbers, Record<'lr', number>> {
  return gradientTransform({
    base: {},
    slots: {},
    hyper: (_step, { lr }) => ({ lr }),
    update: ({ gradient }, _slots, { lr }) => ({ gradient: tf.mul(lr, gradient) }),
  });
}

/** Negates the gradient, so that what was minimised is maximised. */
export function negateGradient(): GradientTransform<NoNumbers, NoNumbers, NoNumbers> {
  return gradientTransform({
    base: {},
    slots: {},
    hyper: () => ({}),
    update: ({ gradient }) => ({ gradient: tf.neg(gradient) }),
  });
}
