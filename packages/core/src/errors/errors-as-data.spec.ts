import { InvalidArgumentError } from './invalid-argument-error.js';
import { LmlError } from './lml-error.js';
import { fromPlainError, toPlainError } from './errors-as-data.js';

describe('an error that goes to another process or thread', () => {
  it('is an error of LML there too, with its code, name and words', () => {
    const error = new InvalidArgumentError('folds', 'an integer of at least 2', 1, 'Take 5.');
    const other = fromPlainError(structuredClone(toPlainError(error)));
    expect(LmlError.isInstance(other, 'LML_INVALID_ARGUMENT')).toBe(true);
    expect({ name: other.name, message: other.message, stack: other.stack }).toEqual({
      name: 'InvalidArgumentError',
      message: error.message,
      stack: error.stack,
    });
  });

  it('keeps what led to it', () => {
    const other = fromPlainError(toPlainError(new TypeError('no', { cause: new InvalidArgumentError('a', 'b', 1) })));
    expect(LmlError.isInstance(other)).toBe(false);
    expect(other.name).toBe('TypeError');
    expect(LmlError.isInstance(other.cause, 'LML_INVALID_ARGUMENT')).toBe(true);
  });

  it('is an error though something else was thrown', () => {
    expect(fromPlainError(toPlainError('a text')).message).toBe('a text');
  });

  it('ends though it is its own cause', () => {
    const error = new Error('round');
    error.cause = error;
    expect(toPlainError(error).cause?.cause?.cause?.cause?.cause).toBeUndefined();
  });
});
