import { LmlError } from './lml-error.js';

/** A step reads or writes a name that was not declared before the first step. */
export class UndeclaredStateError extends LmlError {
  /** `LML_UNDECLARED_STATE` */
  static readonly code = 'LML_UNDECLARED_STATE';

  /** `message` says what was received, what was expected and what to do. */
  constructor(message: string, options?: { cause?: unknown }) {
    super(UndeclaredStateError.code, message, options);
    this.name = 'UndeclaredStateError';
  }
}
