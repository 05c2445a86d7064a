import { LmlError } from '@lml/core';

/** A component does not keep a promise of its kind. */
export class ConformanceError extends LmlError {
  /** `LML_CONFORMANCE` */
  static readonly code = 'LML_CONFORMANCE';
  /** Which component: `loss 'mse'`. */
  readonly subject: string;
  /** Which check: `loss/gradient`. */
  readonly check: string;

  /** `message` says with which options, what was expected and what was found. */
  constructor(subject: string, check: string, message: string, options?: { cause?: unknown }) {
    super(ConformanceError.code, `${subject} fails '${check}': ${message}`, options);
    this.name = 'ConformanceError';
    this.subject = subject;
    this.check = check;
  }
}
