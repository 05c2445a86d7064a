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
  let sum = 0;
  for (let row = 0; row < one.count; row++)
    for (let column = 0; column < (isOwn ? row : other.count); column++)
      sum += (gamma * productOf(one.data, row, other.data, column, one.width) + coef) ** degree;
  return isOwn ? 2 * sum : sum;
}

/** The product of two rows, by four sums that do not wait for each other. */
function productOf(a: Float32Array, one: number, b: Float32Array, other: number, width: number): number {
  const [from, to] = [one * width, other * width];
  let [first, second, third, fourth] = [0, 0, 0, 0];
  let at = 0;
  for (; at + 3 < width; at += 4) {
    first += a[from + at]! * b[to + at]!;
    second += a[from + at + 1]! * b[to + at + 1]!;
    third += a[from + at + 2]! * b[to + at + 2]!;
    fourth += a[from + at + 3]! * b[to + at + 3]!;
  }
  for (; at < width; at++) first += a[from + at]! * b[to + at]!;
  return first + second + third + fourth;
}

/** A mean, and the standard deviation of `n − unbiased`. */
export function meanAndStd(values: readonly number[], unbiased: 0 | 1): { mean: number; std: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, std: Math.sqrt(squares / (values.length - unbiased)) };
}
