import * as tf from '@tensorflow/tfjs';

import { defineComposite } from '../steps/composite.js';
import { compositeNames } from './names.js';

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
    const root = tf.sqrt(nextSquare);
    const share = tf.div(ofStep!, tf.add(root, epsilon!));
    const ofDivisor = tf.neg(tf.mul(share, step));
    const ofNextMean = tf.add(ofMean!, tf.mul(share, size!));
    const ofNextSquare = tf.add(ofSquare!, tf.div(ofDivisor, tf.mul(2, root)));
    const ofGradient = tf.add(tf.mul(rest1!, ofNextMean), tf.mul(tf.mul(2, tf.mul(rest2!, gradient)), ofNextSquare));
    const total = (factor: tf.Tensor, of: tf.Tensor): tf.Tensor => tf.sum(tf.mul(factor, of));
    return [
      ofGradient,
      tf.mul(beta1!, ofNextMean),
      tf.mul(beta2!, ofNextSquare),
      total(share, nextMean),
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
  const nextMean = tf.add(tf.mul(beta1!, mean!), tf.mul(rest1!, gradient));
  const nextSquare = tf.add(tf.mul(beta2!, square!), tf.mul(rest2!, tf.square(gradient)));
  return [tf.div(tf.mul(size!, nextMean), tf.add(tf.sqrt(nextSquare), epsilon!)), nextMean, nextSquare];
}

/** The numbers of {@link adamStep}. */
export interface AdamNumbers {
  /** s: the learning rate, times √(1 − β₂ᵗ)/(1 − β₁ᵗ) to correct the bias of the means. */
  readonly stepSize: tf.Scalar;
  /** ε, which is added to √v. */
  readonly epsilon: tf.Scalar;
  /** β₁: how much is kept of m. */
  readonly beta1: tf.Scalar;
  /** 1 − β₁, which would lose digits if it were computed in float32. */
  readonly restOfBeta1: tf.Scalar;
  /** β₂: how much is kept of v. */
  readonly beta2: tf.Scalar;
  /** 1 − β₂. */
  readonly restOfBeta2: tf.Scalar;
}

/** What {@link adamStep} gives, each of the gradient's shape. */
export interface AdamStepResult {
  /** What is to be subtracted from the weights. */
  readonly step: tf.Tensor;
  /** The new m. */
  readonly expAvg: tf.Tensor;
  /** The new v. */
  readonly expAvgSq: tf.Tensor;
}

/**
 * The composite `adam-step`, element by element:
 *
 *     m ← β₁m + (1 − β₁)g
 *     v ← β₂v + (1 − β₂)g²
 *     step = s · m / (√v + ε)
 *
 * The engine `tensorflow` changes weights, m and v by one op where the step is subtracted from weights that are state.
 *
 * @example
 * ```ts
 * import { adamStep } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const numbers = { stepSize: 0.1, epsilon: 0, beta1: 0.5, restOfBeta1: 0.5, beta2: 0.75, restOfBeta2: 0.25 };
 * const scalars = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, tf.scalar(value)]));
 * const { step, expAvg } = adamStep(tf.tensor1d([2, -4]), { expAvg: tf.zeros([2]), expAvgSq: tf.zeros([2]) }, scalars as never);
 * expAvg; // => [1, -2]
 * step; // => [0.1, -0.1]
 * ```
 *
 * @see Kingma and Ba, Adam: a method for stochastic optimization, 2014.
 */
export function adamStep(
  gradient: tf.Tensor,
  { expAvg, expAvgSq }: { readonly expAvg: tf.Tensor; readonly expAvgSq: tf.Tensor },
  { stepSize, epsilon, beta1, restOfBeta1, beta2, restOfBeta2 }: AdamNumbers,
): AdamStepResult {
  const numbers = [stepSize, epsilon, beta1, restOfBeta1, beta2, restOfBeta2];
  const [step, mean, square] = composite([gradient, expAvg, expAvgSq, ...numbers], {});
  return { step: step!, expAvg: mean!, expAvgSq: square! };
}
