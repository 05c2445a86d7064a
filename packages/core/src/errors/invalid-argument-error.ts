import { describeValue } from './describe-value.js';
import { LmlError } from './lml-error.js';

/** An argument of a function is not what it must be. */
export class InvalidArgumentError extends LmlError {
  /** `LML_INVALID_ARGUMENT` */
  static readonly code = 'LML_INVALID_ARGUMENT';
  /** The argument, for example `nSplits`. */
  readonly argument: string;

  /** `expected` completes the sentence "it must be …"; `remedy` is a further sentence. */
  constructor(argument: string, expected: string, received: unknown, remedy?: string) {
    const advice = remedy === undefined ? '' : ` ${remedy}`;
    super(InvalidArgumentError.code, `${argument} must be ${expected}, got ${describeValue(received)}.${advice}`);
    this.name = 'InvalidArgumentError';
    this.argument = argument;
  }
}
