import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { integerBetween } from './bounded-integer.js';
import { checkFinite, checkInteger, checkLength, checkStandardDeviation } from './check-argument.js';
import { type RandomChoiceOptions, chooseIndices } from './choose-indices.js';
import { type AnyTypedArray, gather, isIndexable } from './indexable.js';
import { Mt19937 } from './mt19937.js';
import { poissonNumber } from './poisson.js';
import { type RandomStateData, readState, seedWith, writeState } from './random-state-data.js';
import { range, shuffle } from './shuffle.js';

// Not a field: a type with private members would not fit its own twin from a second copy of core.
const generators = new WeakMap<object, Mt19937>();
const bitsOf = (state: RandomState): Mt19937 => generators.get(state)!;

/**
 * NumPy's legacy generator `numpy.random.RandomState` (MT19937), call for call: from one seed the same integers,
 * uniforms, shuffles, choices and Poisson counts, bit for bit, and normals within 1e-15 relative, since logarithms differ.
 *
 * For results that must equal scikit-learn's. Results depend on the order of calls; where that is unwelcome, as in
 * training steps, take {@link RandomStreams}. The seed is an integer below 2³² or a list of them.
 *
 * @example
 * ```ts
 * import { RandomState } from '@lml/core';
 *
 * const random = new RandomState(42);
 * random.randint(0, 100, 3); // => Float64Array.of(51, 92, 14)
 * new RandomState(42).permutation(10); // => Int32Array.of(8, 1, 5, 0, 7, 2, 9, 4, 3, 6)
 * new RandomState(42).randomSample(2); // => Float64Array.of(0.3745401188473625, 0.9507143064099162)
 *
 * const saved = JSON.stringify(random.getState());
 * const resumed = new RandomState(0);
 * resumed.setState(JSON.parse(saved));
 * resumed.random() === random.random(); // => true
 * ```
 *
 * @throws `LML_INVALID_ARGUMENT` when an argument is out of range, from the constructor and from every method.
 */
export class RandomState {
  /** Starts from a seed. A list of one number is another start than the number itself, as in NumPy. */
  constructor(seed: number | readonly number[] | Uint32Array) {
    const bits = new Mt19937();
    seedWith(bits, seed);
    generators.set(this, bits);
  }

  /** 32 random bits: an integer from 0 to 2³² − 1. */
  randomUint32(): number {
    return bitsOf(this).uint32();
  }

  /** A number in [0, 1) with 53 random bits. */
  random(): number {
    return bitsOf(this).double();
  }

  /** `n` numbers in [0, 1): `random_sample(n)`. */
  randomSample(n: number): Float64Array {
    return this.uniform(0, 1, n);
  }

  /** `n` numbers in [low, high). */
  uniform(low: number, high: number, n: number): Float64Array {
    checkFinite('low', low);
    checkFinite('high', high);
    checkFinite('high - low', high - low);
    const bits = bitsOf(this);
    return filled(n, () => low + (high - low) * bits.double());
  }

  /** `n` numbers from the standard normal distribution. */
  standardNormal(n: number): Float64Array {
    const bits = bitsOf(this);
    return filled(n, () => bits.gaussian());
  }

  /** `n` numbers from the normal distribution. */
  normal(mean: number, standardDeviation: number, n: number): Float64Array {
    checkFinite('mean', mean);
    checkStandardDeviation(standardDeviation);
    const bits = bitsOf(this);
    return filled(n, () => mean + standardDeviation * bits.gaussian());
  }

  /** `n` counts from the Poisson distribution with the given mean, at most 2⁵⁰; as float64, which holds them all. */
  poisson(mean: number, n: number): Float64Array {
    if (!(mean >= 0 && mean <= 2 ** 50)) throw new InvalidArgumentError('mean', 'a number from 0 to 2⁵⁰', mean);
    const bits = bitsOf(this);
    return filled(n, () => poissonNumber(bits, mean));
  }

  /** An integer from `low` to `high` exclusive; bounds up to ±2⁵³. */
  randint(low: number, high: number): number;
  /** `n` integers from `low` to `high` exclusive, as float64, which holds them all. */
  randint(low: number, high: number, n: number): Float64Array;
  randint(low: number, high: number, n?: number): number | Float64Array {
    checkInteger('low', low, -(2 ** 53), 2 ** 53);
    checkInteger('high', high, -(2 ** 53), 2 ** 53);
    if (high <= low) throw new InvalidArgumentError('high', `greater than low (${low})`, high);
    const bits = bitsOf(this);
    return n === undefined ? integerBetween(bits, low, high) : filled(n, () => integerBetween(bits, low, high));
  }

  /** Puts the entries of an array or typed array into random order, in place. */
  shuffle(array: unknown[] | AnyTypedArray): void {
    if (!isIndexable(array)) throw new InvalidArgumentError('array', 'an array or a typed array', array);
    shuffle(bitsOf(this), array);
  }

  /** 0 … n − 1 in random order. */
  permutation(n: number): Int32Array;
  /** A copy of an array, in random order. */
  permutation<Value>(array: readonly Value[]): Value[];
  /** A copy of a typed array, in random order. */
  permutation<Values extends AnyTypedArray>(array: Values): Values;
  permutation(population: number | readonly unknown[] | AnyTypedArray): unknown[] | AnyTypedArray {
    const indices = range(isIndexable(population) ? population.length : population);
    shuffle(bitsOf(this), indices);
    return isIndexable(population) ? gather(population, indices) : indices;
  }

  /** `size` of the numbers 0 … n − 1: with or without replacement, equally likely or by `p`. */
  choice(n: number, size: number, options?: RandomChoiceOptions): Int32Array;
  /** `size` entries of an array. */
  choice<Value>(array: readonly Value[], size: number, options?: RandomChoiceOptions): Value[];
  /** `size` entries of a typed array. */
  choice<Values extends AnyTypedArray>(array: Values, size: number, options?: RandomChoiceOptions): Values;
  choice(
    population: number | readonly unknown[] | AnyTypedArray,
    size: number,
    options: RandomChoiceOptions = {},
  ): unknown[] | AnyTypedArray {
    const length = isIndexable(population) ? population.length : population;
    const indices = chooseIndices(bitsOf(this), length, size, options);
    return isIndexable(population) ? gather(population, indices) : indices;
  }

  /** The state, as plain data for JSON. */
  getState(): RandomStateData {
    return readState(bitsOf(this));
  }

  /** Goes on from a state that `getState` returned. */
  setState(state: RandomStateData): void {
    writeState(bitsOf(this), state);
  }
}

function filled(n: number, draw: () => number): Float64Array {
  checkLength('n', n);
  const values = new Float64Array(n);
  for (let i = 0; i < n; i++) values[i] = draw();
  return values;
}
