import * as tf from '@tensorflow/tfjs';

import { gradientTransform, type AnyGradientTransform } from './gradient-transform.js';

/** Options of {@link followRegularizedLeader}. */
export interface FollowRegularizedLeaderOptions {
  /** The power of the sum of squares by which the rate falls, 0 or less. */
  readonly lrPower: number;
  /** What the sums of squares begin with. */
  readonly initialAccumulatorValue: number;
  /** The strength of L1. */
  readonly l1RegularizationStrength: number;
  /** The strength of L2. */
  readonly l2RegularizationStrength: number;
  /** The strength of the L2 that is added to the gradient. */
  readonly l2ShrinkageRegularizationStrength: number;
  /** Added to the root of the sum of squares. */
  readonly beta: number;
}

/**
 * Replaces the parameter by the one that is best for all gradients so far, with L1 and L2; the last link of a chain. The slots
 * `accumulator` and `linear` are the sum of squares n and the linear term z:
 *
 *     n′ = n + g²,  z ← z + g + 2σθ − (n′^−p − n^−p)/lr · θ,  θ ← (clip(z, −l1, l1) − z)/((β + n′^−p)/lr + 2·l2)
 *
 * with σ for the strength of shrinkage.
 */
export function followRegularizedLeader(options: FollowRegularizedLeaderOptions): AnyGradientTransform {
  const { lrPower, initialAccumulatorValue, beta } = options;
  const l1 = options.l1RegularizationStrength;
  const l2 = options.l2RegularizationStrength;
  const l2Shrinkage = options.l2ShrinkageRegularizationStrength;
  return gradientTransform({
    base: {},
    slots: { accumulator: initialAccumulatorValue, linear: 0 },
    hyper: (_step, { lr }) => ({ inverseRate: 1 / lr, regularization: 2 * l2 + beta / lr }),
    update: ({ parameter, gradient }, slots, { inverseRate, regularization }) => {
      const power = (sum: tf.Tensor): tf.Tensor => (lrPower === -0.5 ? tf.sqrt(sum) : tf.pow(sum, -lrPower));
      const accumulator = tf.add(slots.accumulator, tf.square(gradient));
      const rate = tf.mul(power(accumulator), inverseRate);
      const before = tf.mul(power(slots.accumulator), inverseRate);
      const shrunk = l2Shrinkage === 0 ? gradient : tf.add(gradient, tf.mul(2 * l2Shrinkage, parameter));
      const linear = tf.add(slots.linear, tf.sub(shrunk, tf.mul(tf.sub(rate, before), parameter)));
      // Where the accumulator began at 0 and there has been no gradient, nothing is known.
      const leader = tf.divNoNan(tf.sub(tf.clipByValue(linear, -l1, l1), linear), tf.add(rate, regularization));
      return { parameter: leader, gradient: tf.zerosLike(gradient), accumulator, linear };
    },
  });
}
