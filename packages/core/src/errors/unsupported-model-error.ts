import { LmlError } from './lml-error.js';

/** A model cannot be trained: it has state or operations that LML cannot own. */
export class UnsupportedModelError extends LmlError {
  /** `LML_UNSUPPORTED_MODEL` */
  static readonly code = 'LML_UNSUPPORTED_MODEL';

  /** `message` says what was received, what was expected and what to do. */
  constructor(message: string, options?: { cause?: unknown }) {
    super(UnsupportedModelError.code, message, options);
    this.name = 'UnsupportedModelError';
  }
}
