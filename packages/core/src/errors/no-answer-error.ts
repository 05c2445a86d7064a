import { LmlError } from './lml-error.js';

/** A run was interrupted before it could begin, and what it was waiting for does not answer. */
export class NoAnswerError extends LmlError {
  /** `LML_NO_ANSWER` */
  static readonly code = 'LML_NO_ANSWER';

  /** `message` says who does not answer. */
  constructor(message: string) {
    super(NoAnswerError.code, message);
    this.name = 'NoAnswerError';
  }
}
