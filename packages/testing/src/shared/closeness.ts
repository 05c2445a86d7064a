import { sameShape, type NdArray } from '@lml/core';

import { ensure } from './check.js';
import { numbersOf } from './tensors.js';

/**
 * Complains unless arrays are the same by name, but for rounding: no number is further off than `tolerance` times the largest of its array.
 * NaN and infinities must be where they are expected.
 */
export function ensureClose(
  expected: Readonly<Record<string, NdArray>>,
  found: Readonly<Record<string, NdArray>>,
  tolerance: number,
  words: readonly [expected: string, found: string] = ['the eager engine gives', 'it gives'],
): void {
  const [names, others] = [Object.keys(expected).sort().join(', '), Object.keys(found).sort().join(', ')];
  ensure(names === others, `${words[0]} [${names}], ${words[1]} [${others}]`);
  for (const [name, array] of Object.entries(expected)) {
    const other = found[name]!;
    ensure(
      sameShape(array.shape, other.shape),
      () =>
        `${words[0]} ${name} of shape [${array.shape.join(', ')}], ${words[1]} it of shape [${other.shape.join(', ')}]`,
    );
    const [a, b] = [numbersOf(array), numbersOf(other)];
    const allowed = tolerance * Math.max(1e-3, ...a.filter(Number.isFinite).map(Math.abs));
    const at = a.findIndex((value, index) => !Object.is(value, b[index]) && !(Math.abs(value - b[index]!) <= allowed));
    ensure(at < 0, () => `as ${name} at element ${at} ${words[0]} ${a[at]}, ${words[1]} ${b[at]}`);
  }
}
