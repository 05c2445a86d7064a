import { LmlError } from './lml-error.js';

/** Jobs cannot be run where they were to be run. */
export class ExecutorError extends LmlError {
  /** `LML_EXECUTOR` */
  static readonly code = 'LML_EXECUTOR';

  /** The message. */
  constructor(message: string, options?: ErrorOptions) {
    super(ExecutorError.code, message, options);
    this.name = 'ExecutorError';
  }
}
