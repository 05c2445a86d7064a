import { LmlError } from './lml-error.js';

/** A number does not fit the data type that it must be turned into. */
export class DtypeRangeError extends LmlError {
  /** `LML_DTYPE_RANGE` */
  static readonly code = 'LML_DTYPE_RANGE';

  /** `message` says what was received, what was expected and what to do. */
  constructor(message: string, options?: { cause?: unknown }) {
    super(DtypeRangeError.code, message, options);
    this.name = 'DtypeRangeError';
  }
}
