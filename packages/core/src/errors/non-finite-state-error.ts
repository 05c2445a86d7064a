import { LmlError } from './lml-error.js';

/** Weights, or what an optimizer keeps of them, became NaN or infinite. Checkpoints written before are untouched. */
export class NonFiniteStateError extends LmlError {
  /** `LML_NON_FINITE_STATE` */
  static readonly code = 'LML_NON_FINITE_STATE';
  /** What is not finite, by its name in a checkpoint. */
  readonly names: readonly string[];

  /** Names what is not finite, and after which step it was seen. */
  constructor(names: readonly string[], step: number) {
    const shown = names.slice(0, 8).join(', ') + (names.length > 8 ? `, … ${names.length} in all` : '');
    super(
      NonFiniteStateError.code,
      `After step ${step} these are not finite: ${shown}. The loss may have been: then its gradient was not, as that of ` +
        'sqrt at 0, or a step was too long. No checkpoint has them. Lower the learning rate, clip the gradients, or ' +
        'keep the loss away from where it has no slope.',
    );
    this.name = 'NonFiniteStateError';
    this.names = names;
  }
}
