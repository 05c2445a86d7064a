import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { EmptyDatasetError } from '../errors/empty-dataset-error.js';
import { createArrayPool, type ArrayPool, type Loan } from './array-pool.js';
import { batchSizeOf, type HostBatch } from './batch.js';
import type { LoaderSettings } from './loader-settings.js';

/** A batch, and which one it is. */
export interface LoadedBatch {
  /** The batch. */
  readonly batch: HostBatch;
  /** Its number within the epoch, from 0. */
  readonly index: number;
  /** The number of samples in it. */
  readonly size: number;
  /** The position within the epoch of the sample after its last: where an epoch is entered that goes on from here. */
  readonly end: number;
  /**
   * Gives the arrays of the batch back to the loader, which fills them anew for a later one. Call it where nobody reads the batch
   * any more, or not at all: then each batch has arrays of its own.
   */
  release(): void;
}

/** A batch over arrays that are lent. */
export class LentBatch implements LoadedBatch {
  readonly size: number;
  readonly #loan: Pick<Loan, 'giveBack'>;

  constructor(
    readonly batch: HostBatch,
    readonly index: number,
    readonly end: number,
    loan: Pick<Loan, 'giveBack'>,
  ) {
    this.size = batchSizeOf(batch);
    this.#loan = loan;
  }

  release(): void {
    this.#loan.giveBack();
  }
}

const pools = new WeakMap<LoaderSettings, ArrayPool>();

/** The arrays that a loader fills again and again. */
export function poolOf(settings: LoaderSettings): ArrayPool {
  let pool = pools.get(settings);
  if (pool === undefined) pools.set(settings, (pool = createArrayPool()));
  return pool;
}

/** Why there is not one batch. */
export function emptyError({ batchSize, dropLast }: LoaderSettings, samples = 0): EmptyDatasetError {
  if (dropLast && samples > 0) {
    return new EmptyDatasetError(
      `The dataset has ${samples} samples, less than one batch of ${batchSize}, and dropLast leaves out what is not full. ` +
        'Lower batchSize or set dropLast to false.',
    );
  }
  return new EmptyDatasetError(
    'The dataset has no samples. Look at where it reads from, and at the fractions of the split.',
  );
}

/** @throws `LML_INVALID_ARGUMENT` for an epoch, or a position in it, that cannot be. */
export function checkPlace(place: { epoch: number; from: number }): void {
  for (const [name, value] of Object.entries(place)) {
    if (!Number.isSafeInteger(value) || value < 0)
      throw new InvalidArgumentError(name, 'an integer of at least 0', value);
  }
}
