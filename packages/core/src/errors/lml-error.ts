const MARK = Symbol.for('@lml/core.error');

/**
 * Base of every error that LML raises on purpose. It says what was received, what was expected and what to do.
 *
 * Ask with {@link LmlError.isInstance} rather than `instanceof`: it also knows errors of a second copy of core.
 *
 * @example
 * ```ts
 * import { create, LmlError } from '@lml/core';
 *
 * let code = '';
 * try {
 *   (create as (kind: string, name: string) => unknown)('loss', 'no-such-loss');
 * } catch (error) {
 *   if (LmlError.isInstance(error)) code = error.code;
 * }
 * code; // => 'LML_UNKNOWN_COMPONENT'
 * ```
 */
export class LmlError extends Error {
  /** What went wrong, for programs: `LML_` and words in capitals. Listed in `docs/reference/errors.md`. */
  readonly code: string;

  /** Marks the error with its code; `cause` is the error that led to it. */
  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(`${message} (${code})`, options);
    this.code = code;
    this.name = 'LmlError';
    Object.defineProperty(this, MARK, { value: true });
  }

  /** Whether `value` is an error of LML, of this or another copy of core, and has `code` if one is given. */
  static isInstance(value: unknown, code?: string): value is LmlError {
    if (typeof value !== 'object' || value === null || !(MARK in value)) return false;
    return code === undefined || (value as unknown as LmlError).code === code;
  }
}
