import { LmlError } from '@lml/core';

/** A runtime could not run a compiled step on a batch. The engine's state is that of before the step. */
export class CompiledStepError extends LmlError {
  /** `LML_COMPILED_STEP` */
  static readonly code = 'LML_COMPILED_STEP';

  /** `message` says what was received, what was expected and what to do. */
  constructor(message: string, options?: { cause?: unknown }) {
    super(CompiledStepError.code, message, options);
    this.name = 'CompiledStepError';
  }
}
