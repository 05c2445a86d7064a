import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { boundedInteger } from './bounded-integer.js';
import { checkFinite, checkInteger, checkLength, checkProbability, checkStandardDeviation } from './check-argument.js';
import { dropoutMask, normalValues, uniformValues } from './convert-words.js';
import { PhiloxBits } from './philox-bits.js';
import type { PhiloxKey } from './philox-fill.js';
import { createRandomGenerator, type RandomGenerator } from './random-generator.js';
import { range, shuffle } from './shuffle.js';
import { seedKey, streamCounter, streamWords } from './stream-words.js';

export type { RandomGenerator };

/**
 * Random numbers as a pure function of (seed, stream, step): Philox 4x32-10, whose key is the seed and whose counter
 * is the block's index, the step and a hash of the stream's name.
 *
 * Results do not depend on the order of calls or the number of workers, and a run resumes at any step without stored
 * state. A shorter request is the beginning of a longer one. Two calls with the same stream and step draw from the same
 * bits, so give every purpose a stream of its own.
 *
 * @example
 * ```ts
 * import { RandomStreams } from '@lml/core';
 *
 * const random = new RandomStreams(42);
 * random.integers('die', 3, 6, 6); // => Int32Array.of(4, 3, 2, 3, 5, 3)
 * random.integers('die', 3, 2, 6); // => Int32Array.of(4, 3)
 * random.mask('dropout', 7, 8, 0.5); // => Float32Array.of(0, 0, 2, 0, 0, 0, 0, 2)
 * random.permutation('order', 0, 5); // => Int32Array.of(2, 4, 3, 1, 0)
 * ```
 *
 * @throws `LML_INVALID_ARGUMENT` when an argument is out of range, from the constructor and from every method.
 */
export class RandomStreams {
  /** The seed, as it was given. */
  readonly seed: number | bigint;
  /** The seed as two words, the low one first: the key of Philox. */
  readonly key: PhiloxKey;

  /** Takes a seed of 64 bits; from 2⁵³ on as a bigint. */
  constructor(seed: number | bigint) {
    this.seed = seed;
    this.key = seedKey(seed);
  }

  /** `length` words of 32 random bits. */
  uint32(stream: string, step: number, length: number): Uint32Array {
    checkLength('length', length);
    return streamWords(this.key, stream, step, length);
  }

  /** `length` numbers in [low, high), with 24 random bits; the bounds are rounded to float32 first. */
  uniform(stream: string, step: number, length: number, low = 0, high = 1): Float32Array {
    const lower = Math.fround(low);
    const upper = Math.fround(high);
    checkFinite('low', lower);
    checkFinite('high', upper);
    if (upper < lower) throw new InvalidArgumentError('high', `at least low (${low})`, high);
    checkLength('length', length);
    return uniformValues(streamWords(this.key, stream, step, length), lower, upper);
  }

  /** `length` numbers from the normal distribution, made by Box and Muller in float64 of 32 random bits each. */
  normal(stream: string, step: number, length: number, mean = 0, standardDeviation = 1): Float32Array {
    checkFinite('mean', mean);
    checkStandardDeviation(standardDeviation);
    checkLength('length', length);
    const words = streamWords(this.key, stream, step, length + (length % 2));
    return normalValues(words, length, mean, standardDeviation);
  }

  /**
   * `length` factors for dropout: 0 with probability `dropProbability` and otherwise 1 / (1 − dropProbability).
   *
   * Costs 16 random bits per factor, so the probability is rounded to a multiple of 2⁻¹⁶.
   */
  mask(stream: string, step: number, length: number, dropProbability: number): Float32Array {
    checkProbability('dropProbability', dropProbability);
    checkLength('length', length);
    return dropoutMask(streamWords(this.key, stream, step, Math.ceil(length / 2)), length, dropProbability);
  }

  /** `length` integers from 0 to `high` exclusive, without bias; `high` is at most 2³¹. */
  integers(stream: string, step: number, length: number, high: number): Int32Array {
    checkInteger('high', high, 1, 2 ** 31);
    checkLength('length', length);
    const bits = new PhiloxBits(streamCounter(stream, step), this.key);
    const values = new Int32Array(length);
    for (let i = 0; i < length; i++) values[i] = boundedInteger(bits, high - 1);
    return values;
  }

  /** 0 … length − 1 in random order. */
  permutation(stream: string, step: number, length: number): Int32Array {
    const values = range(length);
    shuffle(new PhiloxBits(streamCounter(stream, step), this.key), values);
    return values;
  }

  /** A generator that draws one number after the other, in the order of its calls, beginning with the stream's first. */
  at(stream: string, step: number): RandomGenerator {
    return createRandomGenerator(streamCounter(stream, step), this.key);
  }
}
