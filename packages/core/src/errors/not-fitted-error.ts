import { LmlError } from './lml-error.js';

/** Something that must be fitted first was used before. */
export class NotFittedError extends LmlError {
  /** `LML_NOT_FITTED` */
  static readonly code = 'LML_NOT_FITTED';

  /** `message` says what was received, what was expected and what to do. */
  constructor(message: string, options?: { cause?: unknown }) {
    super(NotFittedError.code, message, options);
    this.name = 'NotFittedError';
  }
}
