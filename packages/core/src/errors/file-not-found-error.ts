import { LmlError } from './lml-error.js';

/** A file that was named does not exist or cannot be read. */
export class FileNotFoundError extends LmlError {
  /** `LML_FILE_NOT_FOUND` */
  static readonly code = 'LML_FILE_NOT_FOUND';

  /** `message` says what was received, what was expected and what to do. */
  constructor(message: string, options?: { cause?: unknown }) {
    super(FileNotFoundError.code, message, options);
    this.name = 'FileNotFoundError';
  }
}
