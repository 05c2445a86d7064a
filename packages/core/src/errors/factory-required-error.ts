import { LmlError } from './lml-error.js';

/** Cross-validation and search make a fresh learner for each fold and need to know how. */
export class FactoryRequiredError extends LmlError {
  /** `LML_FACTORY_REQUIRED` */
  static readonly code = 'LML_FACTORY_REQUIRED';

  /** `message` says what was received, what was expected and what to do. */
  constructor(message: string, options?: { cause?: unknown }) {
    super(FactoryRequiredError.code, message, options);
    this.name = 'FactoryRequiredError';
  }
}
