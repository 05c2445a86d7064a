import { LmlError } from './lml-error.js';

/** Samples have other columns than those that the model has learnt from. */
export class OtherColumnsError extends LmlError {
  /** `LML_OTHER_COLUMNS` */
  static readonly code = 'LML_OTHER_COLUMNS';

  /** `message` says what was received, what was expected and what to do. */
  constructor(message: string, options?: { cause?: unknown }) {
    super(OtherColumnsError.code, message, options);
    this.name = 'OtherColumnsError';
  }
}
