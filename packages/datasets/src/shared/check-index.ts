import { InvalidArgumentError } from '@lml/core';

/**
 * Checks the index of a sample.
 *
 * @throws `LML_INVALID_ARGUMENT` for one that is out of range.
 */
export function checkIndex(index: number, length: number): void {
  if (Number.isInteger(index) && index >= 0 && index < length) return;
  const expected = length === 0 ? 'left alone, since there are no samples' : `an integer from 0 to ${length - 1}`;
  throw new InvalidArgumentError('index', expected, index);
}
