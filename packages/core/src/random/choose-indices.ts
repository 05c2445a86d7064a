import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { boundedInteger } from './bounded-integer.js';
import { checkLength } from './check-argument.js';
import type { Mt19937 } from './mt19937.js';
import { range, shuffle } from './shuffle.js';
import { checkProbabilities, distinctWeightedIndices, weightedIndices } from './weighted-indices.js';

/** Options of {@link RandomState.choice}. */
export interface RandomChoiceOptions {
  /** Whether a value may be chosen more than once; true unless given. */
  readonly replace?: boolean | undefined;
  /** The probability of each value, adding up to 1; equal unless given. */
  readonly p?: ArrayLike<number> | undefined;
}

/** `size` of the indices 0 … length − 1. */
export function chooseIndices(bits: Mt19937, length: number, size: number, options: RandomChoiceOptions): Int32Array {
  const { replace = true, p } = options;
  checkLength('n', length);
  checkLength('size', size);
  if (length === 0 && size > 0) throw new InvalidArgumentError('size', '0, as there is nothing to choose from', size);
  if (p !== undefined) checkProbabilities(p, length);
  if (replace) {
    if (p !== undefined) return weightedIndices(bits, size, p);
    return Int32Array.from({ length: size }, () => boundedInteger(bits, length - 1));
  }
  if (size > length) {
    throw new InvalidArgumentError('size', `at most ${length}`, size, 'Draw fewer values, or with `replace: true`.');
  }
  if (p !== undefined) return distinctWeightedIndices(bits, size, p);
  const indices = range(length);
  // All of them, however few are wanted: NumPy does so, and later draws depend on it.
  shuffle(bits, indices);
  return indices.slice(0, size);
}
