import { LmlError } from './lml-error.js';

/** A dataset, or one of its splits, has no samples, or fewer than one batch with `dropLast`. */
export class EmptyDatasetError extends LmlError {
  /** `LML_EMPTY_DATASET` */
  static readonly code = 'LML_EMPTY_DATASET';

  /** `message` says what was received, what was expected and what to do. */
  constructor(message: string, options?: { cause?: unknown }) {
    super(EmptyDatasetError.code, message, options);
    this.name = 'EmptyDatasetError';
  }
}
