import { defineComposite } from '@lml/core';
import { compositeNames } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import { runningMean } from '../transforms/moments.js';

/**
 * Inputs the gradient g, m, v, the size s of the step, ε, β₁, 1 − β₁, β₂, 1 − β₂; outputs the step `s · m / (√v + ε)`, and the new m
 * and v. TensorFlow has an op for it that changes weights, m and v in one pass.
 */
const composite = defineComposite<Record<never, never>>({
  name: compositeNames.adamStep,
  forward: (inputs) => ({ outputs: computed(inputs), saved: [] }),
  backward([ofStep, ofMean, ofSquare], inputs) {
    const [step, nextMean, nextSquare] = computed(inputs);
    const [gradient, mean, square, size, epsilon, beta1, rest1, beta2, rest2] = inputs as [tf.Tensor, ...tf.Tensor[]];
    const root = tf.sqrt(nextSquare!);
    const share = tf.div(ofStep!, tf.add(root, epsilon!));
    const ofDivisor = tf.neg(tf.mul(share, step!));
    const ofNextMean = tf.add(ofMean!, tf.mul(share, size!));
    const ofNextSquare = tf.add(ofSquare!, tf.div(ofDivisor, tf.mul(2, root)));
    const ofGradient = tf.add(tf.mul(rest1!, ofNextMean), tf.mul(tf.mul(2, tf.mul(rest2!, gradient)), ofNextSquare));
    const total = (factor: tf.Tensor, of: tf.Tensor): tf.Tensor => tf.sum(tf.mul(factor, of));
    return [
      ofGradient,
      tf.mul(beta1!, ofNextMean),
      tf.mul(beta2!, ofNextSquare),
      total(share, nextMean!),
      tf.sum(ofDivisor),
      total(mean!, ofNextMean),
      total(gradient, ofNextMean),
      total(square!, ofNextSquare),
      total(tf.square(gradient), ofNextSquare),
    ];
  },
});

function computed(inputs: readonly tf.Tensor[]): [tf.Tensor, tf.Tensor, tf.Tensor] {
  const [gradient, mean, square, size, epsilon, beta1, rest1, beta2, rest2] = inputs as [tf.Tensor, ...tf.Tensor[]];
  const nextMean = runningMean(mean!, gradient, beta1 as tf.Scalar, rest1 as tf.Scalar);
  const nextSquare = runningMean(square!, tf.square(gradient), beta2 as tf.Scalar, rest2 as tf.Scalar);
  return [tf.div(tf.mul(size!, nextMean), tf.add(tf.sqrt(nextSquare), epsilon!)), nextMean, nextSquare];
}

/** The numbers of a step of Adam. */
export interface AdamNumbers {
  readonly stepSize: tf.Scalar;
  readonly epsilon: tf.Scalar;
  readonly beta1: tf.Scalar;
  readonly restOfBeta1: tf.Scalar;
  readonly beta2: tf.Scalar;
  readonly restOfBeta2: tf.Scalar;
}

/** Computes a step of Adam and its new running means. */
export function adamStep(
  gradient: tf.Tensor,
  { expAvg, expAvgSq }: { readonly expAvg: tf.Tensor; readonly expAvgSq: tf.Tensor },
  { stepSize, epsilon, beta1, restOfBeta1, beta2, restOfBeta2 }: AdamNumbers,
): { step: tf.Tensor; expAvg: tf.Tensor; expAvgSq: tf.Tensor } {
  const numbers = [stepSize, epsilon, beta1, restOfBeta1, beta2, restOfBeta2];
  const [step, mean, square] = composite([gradient, expAvg, expAvgSq, ...numbers], {});
  return { step: step!, expAvg: mean!, expAvgSq: square! };
}
