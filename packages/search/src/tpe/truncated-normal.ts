import { logNormalCdf, normalCdf } from '@lml/core';

const HALF_LOG_TAU = Math.log(2 * Math.PI) / 2;
const PRECISION = 4 * Number.EPSILON;

/** The logarithm of the density of the standard normal distribution. */
export function logNormalDensity(x: number): number {
  return (-x * x) / 2 - HALF_LOG_TAU;
}

/** The logarithm of the probability that a standard normal number lies between a and b, also far from the centre. */
export function logNormalMass(a: number, b: number): number {
  if (a > 0) return logNormalMass(-b, -a);
  if (b <= 0) {
    const upper = logNormalCdf(b);
    return upper + Math.log(-Math.expm1(logNormalCdf(a) - upper));
  }
  return Math.log1p(-normalCdf(a) - normalCdf(-b));
}

/** The number between a and b below which a fraction of the standard normal numbers between them lies; `mass` is {@link logNormalMass}. */
export function truncatedNormalQuantile(fraction: number, a: number, b: number, mass = logNormalMass(a, b)): number {
  const x =
    a < 0
      ? quantileOfLog(logSum(logNormalCdf(a), Math.log(fraction) + mass))
      : -quantileOfLog(logSum(logNormalCdf(-b), Math.log1p(-fraction) + mass));
  return Math.min(b, Math.max(a, x));
}

/** log(exp(p) + exp(q)) */
function logSum(p: number, q: number): number {
  const [less, more] = p < q ? [p, q] : [q, p];
  return less === -Infinity ? more : more + Math.log1p(Math.exp(less - more));
}

/** The number of which `logNormalCdf` is y. */
function quantileOfLog(y: number): number {
  if (y === -Infinity) return -Infinity;
  if (y > -Math.LN2) return y >= 0 ? Infinity : -quantileOfLog(Math.log(-Math.expm1(y)));
  // Below, since Φ(x) is at most exp(−x² / 2) / 2 there; from below Newton's steps go up, as log Φ is concave.
  let x = -Math.sqrt(Math.max(0, -2 * (y + Math.LN2)));
  for (let step = Infinity; Math.abs(step) > PRECISION * Math.max(1, -x);) {
    const found = logNormalCdf(x);
    step = (y - found) * Math.exp(found - logNormalDensity(x));
    x += step;
    if (step <= 0) break;
  }
  return x;
}
