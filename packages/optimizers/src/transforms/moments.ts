import type { ScalarsFor } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/** Computes `kept · mean + rest · value`, a running mean that takes in one more value. */
export function runningMean(mean: tf.Tensor, value: tf.Tensor, kept: tf.Scalar, rest: tf.Scalar): tf.Tensor {
  return tf.add(tf.mul(kept, mean), tf.mul(rest, value));
}

/** How much two running means keep and take in. */
export interface MomentNumbers {
  readonly beta1: number;
  readonly restOfBeta1: number;
  readonly beta2: number;
  readonly restOfBeta2: number;
  readonly [name: string]: number;
}

/** Computes, in float64, what two running means take in. */
export function momentNumbers(beta1: number, beta2: number): MomentNumbers {
  return { beta1, restOfBeta1: 1 - beta1, beta2, restOfBeta2: 1 - beta2 };
}

/** Computes the running means of the gradient and of its square. */
export function updatedMoments(
  gradient: tf.Tensor,
  { expAvg, expAvgSq }: { readonly expAvg: tf.Tensor; readonly expAvgSq: tf.Tensor },
  { beta1, restOfBeta1, beta2, restOfBeta2 }: ScalarsFor<MomentNumbers>,
): { expAvg: tf.Tensor; expAvgSq: tf.Tensor } {
  return {
    expAvg: runningMean(expAvg, gradient, beta1, restOfBeta1),
    expAvgSq: runningMean(expAvgSq, tf.square(gradient), beta2, restOfBeta2),
  };
}

/**
 * Computes by how much a step of momentum is to be multiplied for the variance that its second moment has after `count` updates
 * (RAdam), its bias correction included; `undefined` while that moment says too little to divide by it.
 */
export function rectification(count: number, beta2: number): number | undefined {
  const correction = 1 - beta2 ** count;
  const longest = 2 / (1 - beta2) - 1;
  const length = longest - (2 * count * beta2 ** count) / correction;
  if (length <= 5) return undefined;
  return Math.sqrt((correction * (length - 4) * (length - 2) * longest) / ((longest - 4) * (longest - 2) * length));
}
