import { type BitSource, boundedInteger } from './bounded-integer.js';
import { checkLength } from './check-argument.js';
import type { AnyTypedArray } from './indexable.js';

/** Fisher-Yates from the end, with NumPy's draws: equal for lists and arrays of any type. */
export function shuffle(bits: BitSource, array: unknown[] | AnyTypedArray): void {
  for (let i = array.length - 1; i > 0; i--) {
    const j = boundedInteger(bits, i);
    const entry = array[i]!;
    array[i] = array[j]!;
    array[j] = entry;
  }
}

/** 0 … n − 1. */
export function range(n: number): Int32Array {
  checkLength('n', n);
  const values = new Int32Array(n);
  for (let i = 0; i < n; i++) values[i] = i;
  return values;
}
