import type { Mt19937 } from './mt19937.js';

// Taken out once: in a sandbox, such as jest's, each look at a global is slow.
const { abs, exp, floor, log, sqrt } = Math;

/** A count from the Poisson distribution, with NumPy's draws: two methods, one for small and one for large means. */
export function poissonNumber(bits: Mt19937, mean: number): number {
  if (mean >= 10) return byRejection(bits, mean);
  return mean === 0 ? 0 : byMultiplication(bits, mean);
}

/** Counts how many uniforms can be multiplied before their product falls to exp(−mean). */
function byMultiplication(bits: Mt19937, mean: number): number {
  const bound = exp(-mean);
  let product = bits.double();
  let count = 0;
  for (; product > bound; count++) product *= bits.double();
  return count;
}

/** W. Hörmann (1993), The transformed rejection method for generating Poisson random variables, algorithm PTRS. */
function byRejection(bits: Mt19937, mean: number): number {
  const logMean = log(mean);
  const b = 0.931 + 2.53 * sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const accepted = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = bits.double() - 0.5;
    const v = bits.double();
    const distance = 0.5 - abs(u);
    const count = floor(((2 * a) / distance + b) * u + mean + 0.43);
    if (distance >= 0.07 && v <= accepted) return count;
    if (count < 0 || (distance < 0.013 && v > distance)) continue;
    const bound = -mean + count * logMean - logGamma(count + 1);
    if (log(v) + log(inverseAlpha) - log(a / (distance * distance) + b) <= bound) return count;
  }
}

/** Coefficients of Stirling's series, B₂ₖ / (2k (2k − 1)) for k = 1 … 10. */
const STIRLING = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
  43867 / 244188,
  -174611 / 125400,
];

/** The logarithm of the gamma function of a whole number from 1: Stirling's series, begun at 7 or more. */
function logGamma(x: number): number {
  if (x <= 2) return 0;
  let shifted = x < 7 ? 7 : x;
  const inverse = (1 / shifted) * (1 / shifted);
  const series = STIRLING.reduceRight((sum, coefficient) => sum * inverse + coefficient, 0);
  let result = series / shifted + 0.5 * log(2 * Math.PI) + (shifted - 0.5) * log(shifted) - shifted;
  for (; shifted > x; shifted--) result -= log(shifted - 1);
  return result;
}
