import { LmlError } from './lml-error.js';

/** This machine, browser or installation lacks what was asked for. */
export class MissingFeatureError extends LmlError {
  /** `LML_MISSING_FEATURE` */
  static readonly code = 'LML_MISSING_FEATURE';

  /** `message` says what was received, what was expected and what to do. */
  constructor(message: string, options?: { cause?: unknown }) {
    super(MissingFeatureError.code, message, options);
    this.name = 'MissingFeatureError';
  }
}
