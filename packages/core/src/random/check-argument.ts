import { InvalidArgumentError } from '../errors/invalid-argument-error.js';

const WORD_MAX = 2 ** 32 - 1;

/** Fails unless `value` is an integer from `low` to `high` inclusive. */
export function checkInteger(name: string, value: unknown, low: number, high: number): void {
  if (Number.isInteger(value) && (value as number) >= low && (value as number) <= high) return;
  throw new InvalidArgumentError(name, `an integer from ${low} to ${high}`, value);
}

/** Fails unless `value` is a number of elements. */
export function checkLength(name: string, value: unknown): void {
  if (Number.isSafeInteger(value) && (value as number) >= 0) return;
  throw new InvalidArgumentError(name, 'a whole number, 0 or more', value);
}

/** Fails unless `value` fits in 32 bits without sign. */
export function checkWord(name: string, value: unknown): void {
  checkInteger(name, value, 0, WORD_MAX);
}

/** Fails unless `value` is a finite number. */
export function checkFinite(name: string, value: unknown): void {
  if (!Number.isFinite(value)) throw new InvalidArgumentError(name, 'a finite number', value);
}

/** Fails unless `value` is a standard deviation. */
export function checkStandardDeviation(value: unknown): void {
  if (Number.isFinite(value) && (value as number) >= 0) return;
  throw new InvalidArgumentError('standardDeviation', 'a finite number, 0 or more', value);
}

/** Fails unless `value` is a probability. */
export function checkProbability(name: string, value: unknown): void {
  if (typeof value === 'number' && value >= 0 && value <= 1) return;
  throw new InvalidArgumentError(name, 'a number from 0 to 1', value);
}
