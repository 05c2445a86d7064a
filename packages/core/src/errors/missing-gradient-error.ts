import { LmlError } from './lml-error.js';

/** A gradient was to pass through an op that has none: silently it would be zero. */
export class MissingGradientError extends LmlError {
  /** `LML_MISSING_GRADIENT` */
  static readonly code = 'LML_MISSING_GRADIENT';
  /** The kernel of TensorFlow.js. */
  readonly operation: string;
  /** The line of the user's code that calls it, if the stack tells. */
  readonly line: string | undefined;

  /** `operation` is the kernel, `line` where it was called, `which` gradient is missing. */
  constructor(operation: string, line: string | undefined, which: 'gradient' | 'second derivative' = 'gradient') {
    const place = line === undefined ? '' : `, called at ${line}`;
    const remedy =
      which === 'gradient'
        ? 'Compute it by other ops, or give it a gradient by tf.customGrad.'
        : 'Its gradient looks at what it saved on the way, of which nobody knows how it came about. Save inputs and outputs only, use a composite, or compute it by other ops.';
    super(
      MissingGradientError.code,
      `The ${which} passes through '${operation}'${place}, which has no ${which}. ${remedy}`,
    );
    this.name = 'MissingGradientError';
    this.operation = operation;
    this.line = line;
  }
}
