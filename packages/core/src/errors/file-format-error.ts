import { LmlError } from './lml-error.js';

/** The bytes of a file are not what its format says. */
export class FileFormatError extends LmlError {
  /** `LML_FILE_FORMAT` */
  static readonly code = 'LML_FILE_FORMAT';

  /** `message` says what was received, what was expected and what to do. */
  constructor(message: string, options?: { cause?: unknown }) {
    super(FileFormatError.code, message, options);
    this.name = 'FileFormatError';
  }
}
