import { LmlError } from './lml-error.js';

/** Worker threads cannot make batches: what they need cannot go there, or one has died. */
export class DataWorkerError extends LmlError {
  /** `LML_DATA_WORKER` */
  static readonly code = 'LML_DATA_WORKER';

  /** `message` says which part or which thread it is, and what to do. */
  constructor(message: string, options?: ErrorOptions) {
    super(DataWorkerError.code, message, options);
    this.name = 'DataWorkerError';
  }
}
