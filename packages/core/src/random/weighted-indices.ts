import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { Mt19937 } from './mt19937.js';

// NumPy's tolerances: the square root of the type's epsilon.
const TOLERANCE = Math.sqrt(Number.EPSILON);
const TOLERANCE_FLOAT32 = Math.sqrt(2 ** -23);

/** Fails unless `p` gives each of `length` entries a probability, which add up to 1. */
export function checkProbabilities(p: ArrayLike<number>, length: number): void {
  if (p.length !== length) throw new InvalidArgumentError('p', `of length ${length}, one entry per value`, p.length);
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    if (!(p[i]! >= 0)) throw new InvalidArgumentError(`p[${i}]`, 'a number, 0 or more', p[i]);
    sum += p[i]!;
  }
  const tolerance = p instanceof Float32Array ? TOLERANCE_FLOAT32 : TOLERANCE;
  if (Math.abs(sum - 1) <= tolerance) return;
  throw new InvalidArgumentError('the sum of p', '1', sum, 'Divide each entry by the sum.');
}

/** `size` indices, index `i` with probability `p[i]`, each draw independent of the others. */
export function weightedIndices(bits: Mt19937, size: number, p: ArrayLike<number>): Int32Array {
  const bounds = cumulative(p);
  return Int32Array.from({ length: size }, () => searchRight(bounds, bits.double()));
}

/**
 * `size` different indices, index `i` with probability `p[i]`.
 *
 * NumPy's loop: draw as many as are missing, keep first occurrences in the order drawn, rule those out, again.
 */
export function distinctWeightedIndices(bits: Mt19937, size: number, p: ArrayLike<number>): Int32Array {
  const left = Float64Array.from(p);
  const possible = left.reduce((count, probability) => count + (probability > 0 ? 1 : 0), 0);
  if (possible < size) {
    throw new InvalidArgumentError('size', `at most ${possible}, the entries of p above 0`, size, 'Draw fewer values.');
  }
  const found = new Set<number>();
  while (found.size < size) {
    const bounds = cumulative(left);
    for (let missing = size - found.size; missing > 0; missing--) found.add(searchRight(bounds, bits.double()));
    for (const index of found) left[index] = 0;
  }
  return Int32Array.from(found);
}

function cumulative(p: ArrayLike<number>): Float64Array {
  const sums = Float64Array.from(p);
  for (let i = 1; i < sums.length; i++) sums[i]! += sums[i - 1]!;
  const total = sums[sums.length - 1]!;
  return sums.map((sum) => sum / total);
}

/** How many entries of the ascending `bounds` are `value` or less. */
function searchRight(bounds: Float64Array, value: number): number {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (bounds[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
