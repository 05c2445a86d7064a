import { LmlError } from './lml-error.js';

/** A step cannot be recorded as a graph: it uses a kernel that is not known, or state that was not declared. */
export class UntraceableStepError extends LmlError {
  /** `LML_UNTRACEABLE_STEP` */
  static readonly code = 'LML_UNTRACEABLE_STEP';
  /** Why it cannot. */
  readonly reason: string;
  /** The line of the user's code, if the stack tells. */
  readonly line: string | undefined;

  /** `reason` completes “The step cannot be compiled: …”. */
  constructor(reason: string, line: string | undefined, options?: { cause?: unknown }) {
    const place = line === undefined ? '' : `, at ${line}`;
    super(UntraceableStepError.code, `The step cannot be compiled: ${reason}${place}.`, options);
    this.name = 'UntraceableStepError';
    this.reason = reason;
    this.line = line;
  }
}
