import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { boundedInteger } from './bounded-integer.js';
import { checkFinite, checkInteger, checkProbability, checkStandardDeviation } from './check-argument.js';
import { type AnyTypedArray, isIndexable } from './indexable.js';
import { normalPair } from './normal-pair.js';
import { PhiloxBits } from './philox-bits.js';
import type { PhiloxCounter, PhiloxKey } from './philox-fill.js';
import { shuffle } from './shuffle.js';

const WORD = 2 ** 32;

/**
 * Numbers drawn one after the other from one stream at one step, for host code such as augmentation: what
 * {@link RandomStreams.at} returns. What it draws depends on the order of its own calls only.
 *
 * @example
 * ```ts
 * import { RandomStreams } from '@lml/core';
 *
 * const augmentation = new RandomStreams(42).at('augmentation', 7);
 * augmentation.boolean(); // => true
 * augmentation.integer(10); // => 8
 * augmentation.uniform(-10, 10); // => 1.0774743556976318
 * ```
 */
export interface RandomGenerator {
  /** The next 32 random bits: an integer from 0 to 2³² − 1. */
  uint32(): number;
  /** A number in [low, high), with 24 random bits; [0, 1) unless given. */
  uniform(low?: number, high?: number): number;
  /** A number from the normal distribution; mean 0 and standard deviation 1 unless given. */
  normal(mean?: number, standardDeviation?: number): number;
  /** An integer from 0 to `high` exclusive, without bias; `high` is at most 2³². */
  integer(high: number): number;
  /** True with the given probability, in steps of 2⁻³²; one half unless given. */
  boolean(probability?: number): boolean;
  /** Puts the entries of an array or typed array into random order, in place. */
  shuffle(array: unknown[] | AnyTypedArray): void;
}

/** The generator that begins at a counter. */
export function createRandomGenerator(counter: PhiloxCounter, key: PhiloxKey): RandomGenerator {
  const bits = new PhiloxBits(counter, key);
  let cachedNormal: number | null = null;

  const standardNormal = (): number => {
    if (cachedNormal !== null) {
      const cached = cachedNormal;
      cachedNormal = null;
      return cached;
    }
    const [first, second] = normalPair(bits.uint32(), bits.uint32());
    cachedNormal = second;
    return first;
  };
  return {
    uint32: () => bits.uint32(),
    uniform(low = 0, high = 1) {
      checkFinite('high - low', high - low);
      if (high < low) throw new InvalidArgumentError('high', `at least low (${low})`, high);
      // Rounding may reach `high`, which does not belong to the interval.
      const value = low + (high - low) * ((bits.uint32() >>> 8) * 2 ** -24);
      return value < high ? value : low;
    },
    normal(mean = 0, standardDeviation = 1) {
      checkFinite('mean', mean);
      checkStandardDeviation(standardDeviation);
      return mean + standardDeviation * standardNormal();
    },
    integer(high) {
      checkInteger('high', high, 1, WORD);
      return boundedInteger(bits, high - 1);
    },
    boolean(probability = 0.5) {
      checkProbability('probability', probability);
      return bits.uint32() < probability * WORD;
    },
    shuffle(array) {
      if (!isIndexable(array)) throw new InvalidArgumentError('array', 'an array or a typed array', array);
      shuffle(bits, array);
    },
  };
}
