import type { FoldAlternative } from '../compare-folds.js';

/** A t-test of differences whose mean has the variance `factor` times theirs. */
export function pairedT(differences: readonly number[], factor: number, alternative: FoldAlternative) {
  const count = differences.length;
  const degreesOfFreedom = count - 1;
  const mean = differences.reduce((sum, value) => sum + value, 0) / count;
  const variance = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / degreesOfFreedom;
  const statistic = mean / Math.sqrt(factor * variance);
  // Each tail by itself: a small one must not be lost beside 1.
  const upper = upperTail(statistic, degreesOfFreedom);
  const lower = upperTail(-statistic, degreesOfFreedom);
  const pValue = alternative === 'greater' ? upper : alternative === 'less' ? lower : 2 * Math.min(upper, lower);
  return { statistic, pValue, degreesOfFreedom };
}

/** The probability that Student's t is above `t`. */
function upperTail(t: number, freedom: number): number {
  if (Number.isNaN(t)) return NaN;
  if (!Number.isFinite(t)) return t > 0 ? 0 : 1;
  const square = t * t;
  const [x, rest] = [freedom / (freedom + square), square / (freedom + square)];
  // The two tails are the incomplete beta function at x; nearer to the middle the other one is the small one.
  const tail =
    x < (freedom / 2 + 1) / (freedom / 2 + 2.5)
      ? incompleteBeta(x, rest, freedom / 2, 0.5, freedom) / 2
      : 0.5 - incompleteBeta(rest, x, 0.5, freedom / 2, freedom) / 2;
  return t > 0 ? tail : 1 - tail;
}

/** The regularised incomplete beta function I_x(a, b), one of a and b ½ and the other half of `freedom`, with `rest` 1 − x. */
function incompleteBeta(x: number, rest: number, a: number, b: number, freedom: number): number {
  return (x ** a * rest ** b * inverseBeta(freedom) * continuedFraction(x, a, b)) / a;
}

/** 1 / B(n / 2, 1 / 2), for a whole n: by its recursion, since the logarithms of gamma would cost digits. */
function inverseBeta(freedom: number): number {
  let [value, at] = freedom % 2 === 1 ? [1 / Math.PI, 1] : [1 / 2, 2];
  for (; at < freedom; at += 2) value *= (at + 1) / at;
  return value;
}

/** The continued fraction of the incomplete beta function (DLMF 8.17.22), from the front, by Lentz's method. */
function continuedFraction(x: number, a: number, b: number): number {
  const safe = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value);
  let [value, above, below] = [1, 1, 0];
  for (let step = 1; step <= 10_000; step++) {
    const half = Math.floor(step / 2);
    const part =
      step % 2 === 0
        ? (half * (b - half) * x) / ((a + step - 1) * (a + step))
        : (-(a + half) * (a + b + half) * x) / ((a + step - 1) * (a + step));
    below = 1 / safe(1 + part * below);
    above = safe(1 + part / above);
    value *= above * below;
    if (Math.abs(above * below - 1) < Number.EPSILON) break;
  }
  return 1 / value;
}
