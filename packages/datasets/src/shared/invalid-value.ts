import { InvalidOptionsError } from '@lml/core';

/** The way to a value: option, then entries and indices. */
export type ValuePath = readonly (string | number)[];

/** The error for one value of the options of `subject`. */
export function invalidValue(subject: string, path: ValuePath, message: string): InvalidOptionsError {
  return new InvalidOptionsError(subject, [{ path, message }]);
}

/** A short picture of a value for an error message. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return `'${value.length > 40 ? `${value.slice(0, 39)}…` : value}'`;
  if (typeof value === 'bigint') return `${value}n`;
  if (Array.isArray(value)) return `an array of length ${value.length}`;
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name}`;
  if (typeof value === 'function') return 'a function';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
