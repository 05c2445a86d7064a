import { LmlError } from './lml-error.js';

/** A checkpoint is damaged, is missing, or does not fit the model. */
export class CheckpointError extends LmlError {
  /** `LML_CHECKPOINT` */
  static readonly code = 'LML_CHECKPOINT';

  /** `message` says what was received, what was expected and what to do. */
  constructor(message: string, options?: { cause?: unknown }) {
    super(CheckpointError.code, message, options);
    this.name = 'CheckpointError';
  }
}
