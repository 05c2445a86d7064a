import { LmlError } from './lml-error.js';

/** Data are not those of the run that is to go on, or whose weights are judged: another split, seed or number of samples. */
export class OtherSplitError extends LmlError {
  /** `LML_OTHER_SPLIT` */
  static readonly code = 'LML_OTHER_SPLIT';

  constructor(message: string, options?: { cause?: unknown }) {
    super(OtherSplitError.code, message, options);
    this.name = 'OtherSplitError';
  }
}
