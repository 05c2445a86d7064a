import { LmlError } from './lml-error.js';

/** Two packages register a component of the same kind and name. */
export class DuplicateComponentError extends LmlError {
  /** `LML_DUPLICATE_COMPONENT` */
  static readonly code = 'LML_DUPLICATE_COMPONENT';

  /** `message` says what was received, what was expected and what to do. */
  constructor(message: string, options?: { cause?: unknown }) {
    super(DuplicateComponentError.code, message, options);
    this.name = 'DuplicateComponentError';
  }
}
