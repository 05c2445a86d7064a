import { LmlError } from './lml-error.js';

/** A step did something that a pure function may not: read a value, made a variable, looked at a clock … */
export class ImpureStepError extends LmlError {
  /** `LML_IMPURE_STEP` */
  static readonly code = 'LML_IMPURE_STEP';
  /** What it did, for example `Math.random`. */
  readonly operation: string;
  /** The line of the user's code, if the stack tells. */
  readonly line: string | undefined;

  /** `remedy` says what to use instead. */
  constructor(operation: string, line: string | undefined, remedy: string) {
    const place = line === undefined ? '' : ` at ${line}`;
    super(ImpureStepError.code, `A step must be a pure function, but it used ${operation}${place}. ${remedy}`);
    this.name = 'ImpureStepError';
    this.operation = operation;
    this.line = line;
  }
}
