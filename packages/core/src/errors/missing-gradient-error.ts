import { LmlError } from './lml-error.js';

/** A gradient was to pass through an op that has none: silently it would be zero. */
export class MissingGradientError extends LmlError {
  /** `LML_MISSING_GRADIENT` */
  static readonly code = 'LML_MISSING_GRADIENT';
  /** The kernel of TensorFlow.js. */
  readonly operation: string;
  /** The line of the user's code that calls it, if the stack tells. */
  readonly line: string | undefined;

  /** `operation` is the kernel, `line` where it was called. */
  constructor(operation: string, line: string | undefined) {
    const place = line === undefined ? '' : `, called at ${line}`;
    const remedy = 'Compute it by other ops, or give it a gradient by tf.customGrad.';
    super(
      MissingGradientError.code,
      `The gradient passes through '${operation}'${place}, which has no gradient. ${remedy}`,
    );
    this.name = 'MissingGradientError';
    this.operation = operation;
    this.line = line;
  }
}
