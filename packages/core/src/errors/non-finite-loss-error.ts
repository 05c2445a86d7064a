import { LmlError } from './lml-error.js';

/** Where a run was when its loss stopped being a finite number. */
export interface NonFiniteLossDetails {
  /** Which data the batch is of. */
  readonly stage: 'train' | 'validation' | 'test';
  /** Epoch, from 0. */
  readonly epoch: number;
  /** Batch within the epoch, from 0. */
  readonly batch: number;
  /** Step of the stage, from 0. */
  readonly step: number;
  /** Indices, in the dataset that was split or given, of the samples in that batch. */
  readonly indices: readonly number[];
  /** What is wrong with them, where a look at the data finds it. */
  readonly reason?: string | undefined;
}

/** A loss became NaN or infinite. The checkpoints written before are untouched. */
export class NonFiniteLossError extends LmlError {
  /** `LML_NON_FINITE_LOSS` */
  static readonly code = 'LML_NON_FINITE_LOSS';
  /** Where it happened. */
  readonly details: NonFiniteLossDetails;

  /** Names stage, epoch, batch, samples, and what is wrong with them. */
  constructor(details: NonFiniteLossDetails) {
    const { stage, epoch, batch, step, indices, reason } = details;
    const shown = indices.slice(0, 16).join(', ') + (indices.length > 16 ? ', …' : '');
    const data = stage === 'train' ? 'training' : stage;
    const where = stage === 'train' ? `since epoch ${epoch}, batch ${batch} (step ${step})` : `in batch ${batch}`;
    super(
      NonFiniteLossError.code,
      `The ${data} loss is not finite ${where}, samples [${shown}]. ` +
        (reason ??
          'These samples hold no NaN, no infinity and no class that the model lacks: look for extreme values, or for a logarithm, root or ' +
            'division of 0 in the loss, or lower the learning rate.'),
    );
    this.name = 'NonFiniteLossError';
    this.details = details;
  }
}
