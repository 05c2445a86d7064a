import { InvalidOptionsError, type NdArray } from '@lml/core';

import { describe, invalidValue } from './invalid-value.js';

/**
 * Rows of one number become rows with one column.
 *
 * @throws `LML_INVALID_OPTIONS` for an array of more axes, or of texts.
 */
export function asMatrix(array: NdArray, subject: string): NdArray {
  const { dtype, shape: sizes, data } = array;
  if (dtype !== 'string' && sizes.length === 1) return { dtype, shape: [sizes[0]!, 1], data };
  if (dtype !== 'string' && sizes.length === 2) return array;
  throw invalidValue(
    subject,
    ['inputs'],
    `must be numbers [time] or [time, features], got ${dtype} [${sizes.join(', ')}]`,
  );
}

/**
 * The numbers of the columns that are to be forecast, of those of a matrix.
 *
 * @throws `LML_INVALID_OPTIONS` for one that there is not.
 */
export function columnsOf(
  subject: string,
  targets: readonly (number | string)[],
  { shape: [, width = 1] }: NdArray,
  names: readonly string[] | undefined,
): number[] {
  return targets.map((target, at) => {
    const column = typeof target === 'number' ? target : (names?.indexOf(target) ?? -1);
    if (column >= 0 && column < width) return column;
    const known = names === undefined ? 'which have no names' : `which are ${names.join(', ')}`;
    const expected =
      typeof target === 'number' ? `below ${width}, the number of columns` : `the name of one of the columns, ${known}`;
    throw new InvalidOptionsError(subject, [
      { path: ['targets', at], message: `must be ${expected}, got ${describe(target)}` },
    ]);
  });
}
