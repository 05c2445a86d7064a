import * as tf from '@tensorflow/tfjs';

import { gradientTransform, type AnyGradientTransform } from './gradient-transform.js';

/** Options of {@link scaleByRprop}. */
export interface ScaleByRpropOptions {
  /** By how much a step shrinks where the gradient has changed its sign, and grows where it has kept it. */
  readonly etas: readonly [number, number];
  /** The smallest and the largest step. */
  readonly stepSizes: readonly [number, number];
}

/**
 * Replaces the gradient by a step of its sign, with a size of its own for each weight: the learning rate at first, times η⁺ where the
 * sign is that of before, times η⁻ where it is the other, and then no step. The slots `prev` and `stepSize` are the last gradient,
 * 0 where it had turned, and the size.
 */
export function scaleByRprop({
  etas: [shrink, grow],
  stepSizes: [smallest, largest],
}: ScaleByRpropOptions): AnyGradientTransform {
  return gradientTransform({
    base: {},
    slots: { prev: 0, stepSize: 0 },
    // Sizes begin at 0, so that the first update can set them to the rate that a schedule gives.
    hyper: (step, { lr }) => ({ first: step === 0 ? lr : 0 }),
    update: ({ gradient }, slots, { first }) => {
      const agreement = tf.mul(tf.sign(gradient), tf.sign(slots.prev));
      const grown = tf.mul(tf.relu(agreement), grow - 1);
      const shrunk = tf.mul(tf.relu(tf.neg(agreement)), 1 - shrink);
      const factor = tf.sub(tf.add(grown, 1), shrunk);
      const stepSize = tf.clipByValue(tf.mul(tf.add(slots.stepSize, first), factor), smallest, largest);
      const prev = tf.where(tf.less(agreement, 0), tf.zerosLike(gradient), gradient);
      return { gradient: tf.mul(tf.sign(prev), stepSize), prev, stepSize };
    },
  });
}
