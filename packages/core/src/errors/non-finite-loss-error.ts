import { LmlError } from './lml-error.js';

/** Where a run was when its loss stopped being a finite number. */
export interface NonFiniteLossDetails {
  /** Epoch, from 0. */
  readonly epoch: number;
  /** Batch within the epoch, from 0. */
  readonly batch: number;
  /** Training step, from 0. */
  readonly step: number;
  /** Positions, in the training set, of the samples in that batch. */
  readonly indices: readonly number[];
}

/** The training loss became NaN or infinite. The checkpoints written before are untouched. */
export class NonFiniteLossError extends LmlError {
  /** `LML_NON_FINITE_LOSS` */
  static readonly code = 'LML_NON_FINITE_LOSS';
  /** Where it happened. */
  readonly details: NonFiniteLossDetails;

  /** Names epoch, batch, step and sample indices. */
  constructor(details: NonFiniteLossDetails) {
    const { epoch, batch, step, indices } = details;
    const shown = indices.slice(0, 16).join(', ') + (indices.length > 16 ? ', …' : '');
    super(
      NonFiniteLossError.code,
      `The training loss is not finite since epoch ${epoch}, batch ${batch} (step ${step}), training samples [${shown}]. ` +
        'Look at these samples for NaN, extreme values or classes out of range, or lower the learning rate.',
    );
    this.name = 'NonFiniteLossError';
    this.details = details;
  }
}
