import { LmlError } from './lml-error.js';

/** A file could not be read to its end: a connection was lost, or the file changed meanwhile. */
export class FileReadError extends LmlError {
  /** `LML_FILE_READ` */
  static readonly code = 'LML_FILE_READ';

  /** `message` says what was received, what was expected and what to do. */
  constructor(message: string, options?: { cause?: unknown }) {
    super(FileReadError.code, message, options);
    this.name = 'FileReadError';
  }
}
