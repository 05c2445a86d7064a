import { LmlError } from './lml-error.js';

/** A learner or a project lacks a part that this action needs. */
export class IncompleteLearnerError extends LmlError {
  /** `LML_INCOMPLETE_LEARNER` */
  static readonly code = 'LML_INCOMPLETE_LEARNER';

  /** `message` says what was received, what was expected and what to do. */
  constructor(message: string, options?: { cause?: unknown }) {
    super(IncompleteLearnerError.code, message, options);
    this.name = 'IncompleteLearnerError';
  }
}
