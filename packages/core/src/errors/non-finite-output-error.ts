import { LmlError } from './lml-error.js';

/** A model's output is NaN, or infinite in a way that makes its prediction NaN, so that no prediction can be made. */
export class NonFiniteOutputError extends LmlError {
  /** `LML_NON_FINITE_OUTPUT` */
  static readonly code = 'LML_NON_FINITE_OUTPUT';

  /** `message` names the sample, and what is wrong with it. */
  constructor(message: string, options?: { cause?: unknown }) {
    super(NonFiniteOutputError.code, message, options);
    this.name = 'NonFiniteOutputError';
  }
}
