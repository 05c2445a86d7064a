import { LmlError } from './lml-error.js';

/** Two arrays that belong together have shapes that do not fit. */
export class ShapeMismatchError extends LmlError {
  /** `LML_SHAPE_MISMATCH` */
  static readonly code = 'LML_SHAPE_MISMATCH';

  /** `message` says what was received, what was expected and what to do. */
  constructor(message: string, options?: { cause?: unknown }) {
    super(ShapeMismatchError.code, message, options);
    this.name = 'ShapeMismatchError';
  }
}
