import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { checkFinite, checkInteger, checkWord } from './check-argument.js';
import { type Mt19937, STATE_WORDS } from './mt19937.js';

/** The state of a {@link RandomState}: plain data, for JSON and checkpoints. */
export interface RandomStateData {
  /** The 624 words of the Mersenne Twister. */
  readonly key: readonly number[];
  /** How many of the words are used up, 0 to 624. */
  readonly position: number;
  /** The second of a pair of normals of which the first was handed out, or null. */
  readonly cachedGaussian: number | null;
}

/** Starts a generator from what a user gives as its seed. */
export function seedWith(bits: Mt19937, seed: number | readonly number[] | Uint32Array): void {
  if (Array.isArray(seed) || seed instanceof Uint32Array) {
    if (seed.length === 0) throw new InvalidArgumentError('seed', 'a number or a list of at least one number', seed);
    seed.forEach((word: number, i: number) => checkWord(`seed[${i}]`, word));
    bits.seedByArray(seed);
    return;
  }
  checkWord('seed', seed);
  bits.seed(seed as number);
}

/** Copies a generator's state out. */
export function readState(bits: Mt19937): RandomStateData {
  return { key: Array.from(bits.key), position: bits.position, cachedGaussian: bits.cachedGaussian };
}

/** Checks a state and copies it in; nothing changes if it is not one. */
export function writeState(bits: Mt19937, state: RandomStateData): void {
  if (typeof state !== 'object' || state === null || !Array.isArray(state.key) || state.key.length !== STATE_WORDS) {
    throw new InvalidArgumentError('state', 'what `getState` returned, with a key of 624 words', state);
  }
  const { key, position, cachedGaussian } = state;
  key.forEach((word, i) => checkWord(`state.key[${i}]`, word));
  checkInteger('state.position', position, 0, STATE_WORDS);
  if (cachedGaussian !== null) checkFinite('state.cachedGaussian', cachedGaussian);
  bits.key.set(key);
  bits.position = position;
  bits.cachedGaussian = cachedGaussian;
}
