import { LmlError } from './lml-error.js';

/** A file or folder cannot be written: the disk is full, it is missing, or it is not allowed. */
export class FileWriteError extends LmlError {
  /** `LML_FILE_WRITE` */
  static readonly code = 'LML_FILE_WRITE';

  /** `message` says what was received, what was expected and what to do. */
  constructor(message: string, options?: { cause?: unknown }) {
    super(FileWriteError.code, message, options);
    this.name = 'FileWriteError';
  }
}
