/** From where on the tail is computed by its continued fraction. */
const FAR = 2.5;
const HALF_LOG_TAU = Math.log(2 * Math.PI) / 2;

/**
 * The probability that a standard normal number is at most x, to the digits of float64, also of small probabilities.
 *
 * @example
 * ```ts
 * import { normalCdf } from '@lml/core';
 *
 * normalCdf(-1.959963984540054); // => 0.025
 * ```
 */
export function normalCdf(x: number): number {
  const tail = erfc(Math.abs(x) / Math.SQRT2) / 2;
  return x < 0 ? tail : 1 - tail;
}

/**
 * The logarithm of {@link normalCdf}, also where that is less than the smallest number.
 *
 * @example
 * ```ts
 * import { logNormalCdf } from '@lml/core';
 *
 * logNormalCdf(-100); // => -5005.524209
 * ```
 */
export function logNormalCdf(x: number): number {
  if (x === -Infinity) return -Infinity;
  if (x > 0) return Math.log1p(-normalCdf(-x));
  const from = -x / Math.SQRT2;
  // The tail is φ(x) / fraction, and φ may be 0 in float64.
  return from < FAR ? Math.log(normalCdf(x)) : (-x * x) / 2 - HALF_LOG_TAU - Math.log(Math.SQRT2 * tailFraction(from));
}

/** The complementary error function of x ≥ 0. */
function erfc(x: number): number {
  if (Number.isNaN(x)) return NaN;
  const density = Math.exp(-x * x) / Math.sqrt(Math.PI);
  if (x < FAR) {
    let [term, sum] = [2 * x, 2 * x];
    for (let n = 1; term > sum * Number.EPSILON; n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return 1 - density * sum;
  }
  return density / tailFraction(x);
}

/** exp(−x²) / √π ÷ erfc(x). */
function tailFraction(x: number): number {
  let fraction = x;
  // So many of them that more change nothing in float64.
  for (let n = Math.ceil(200 / (x * x)) + 8; n > 0; n--) fraction = x + n / 2 / fraction;
  return fraction;
}
