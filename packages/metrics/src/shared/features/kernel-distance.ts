import * as tf from '@tensorflow/tfjs';

import type { Features } from './extractor.js';

/** The polynomial kernel `(γ a·b + c)^degree`. */
export interface PolynomialKernel {
  readonly degree: number;
  readonly gamma: number;
  readonly coef: number;
}

/** The squared maximum mean discrepancy of as many features of one kind as of another, without bias. */
export function kernelDistance(one: Features, other: Features, kernel: PolynomialKernel): number {
  const { count } = one;
  const within = kernelSum(one, one, kernel, true) + kernelSum(other, other, kernel, true);
  return within / (count * (count - 1)) - (2 * kernelSum(one, other, kernel, false)) / count ** 2;
}

/** The sum of the kernel over all pairs; of a set with itself without the pairs of a sample with itself. */
function kernelSum(one: Features, other: Features, { degree, gamma, coef }: PolynomialKernel, isOwn: boolean): number {
  const products = productsOf(one, other);
  let sum = 0;
  for (let row = 0, at = 0; row < one.count; row++)
    for (let column = 0; column < other.count; column++, at++)
      if (!isOwn || row !== column) sum += (gamma * products[at]! + coef) ** degree;
  return sum;
}

/** The products of all rows with all others: the one part that is slow, computed by TensorFlow.js. */
function productsOf(one: Features, other: Features): Float32Array {
  const matrix = ({ count, width, data }: Features): tf.Tensor2D => tf.tensor2d(data, [count, width]);
  return tf.tidy(() => tf.matMul(matrix(one), matrix(other), false, true).dataSync<'float32'>());
}

/** A mean, and the standard deviation of `n − unbiased`. */
export function meanAndStd(values: readonly number[], unbiased: 0 | 1): { mean: number; std: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, std: Math.sqrt(squares / (values.length - unbiased)) };
}
