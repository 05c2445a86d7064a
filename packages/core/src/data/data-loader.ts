import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { HostBatch } from './batch.js';
import { collate as defaultCollate, type Collate } from './collate.js';
import { datasetAdvice } from './dataset-advice.js';
import { isDataset, isIterableDataset, lengthOf, type Dataset, type IterableDataset } from './dataset.js';
import { checkNames } from '../registry/check-names.js';
import { emptyError, iterateIndexed, iterateStream, orderOf, type LoaderSettings } from './read-batches.js';
import type { Sampler } from './sampler.js';
import type { Transform } from './transform.js';

const OPTIONS = ['dataset', 'batchSize', 'shuffle', 'sampler', 'dropLast', 'collate', 'prefetch', 'transforms', 'seed'];

/** Options of {@link DataLoader}. */
export interface DataLoaderOptions {
  /** Where the samples come from. */
  readonly dataset: Dataset | IterableDataset;
  /** Samples in a batch. Default 32. */
  readonly batchSize?: number | undefined;
  /** Whether the order is drawn anew each epoch, from (seed, epoch). Default false. */
  readonly shuffle?: boolean | undefined;
  /** The order, where neither shuffling nor the dataset's own is wanted. */
  readonly sampler?: Sampler | undefined;
  /** Whether a last batch that is not full is left out. Default false. */
  readonly dropLast?: boolean | undefined;
  /** Stacks samples into a batch. Default {@link collate}. A columnar dataset without transforms does not need it. */
  readonly collate?: Collate | undefined;
  /** Batches that are read ahead where reading is asynchronous. Default 2. */
  readonly prefetch?: number | undefined;
  /** Changes samples one after the other, before they are stacked. */
  readonly transforms?: readonly Transform[] | undefined;
  /** The seed of order and transforms. Default 0. */
  readonly seed?: number | undefined;
}

/** A batch, and which one it is. */
export interface LoadedBatch {
  /** The batch. */
  readonly batch: HostBatch;
  /** Its number within the epoch, from 0. */
  readonly index: number;
  /** The number of samples in it. */
  readonly size: number;
  /**
   * Gives the arrays of the batch back to the loader, which fills them anew for a later one. Call it where nobody reads the batch
   * any more, or not at all: then each batch has arrays of its own.
   */
  release(): void;
}

/**
 * Batches of a dataset. The order is a function of (seed, epoch) and the position a number, so that an epoch can be
 * entered anywhere and gives the same batches again.
 *
 * @throws `LML_EMPTY_DATASET` from `open` if there is not one batch; `LML_INVALID_ARGUMENT` for options that cannot be, and for
 * what dataset, sampler, transforms or collate give that is no length, order, sample or batch.
 *
 * @example
 * ```ts
 * import { columnarDataset, DataLoader, ndArray } from '@lml/core';
 *
 * const dataset = columnarDataset(() => ({ input: ndArray([1, 2, 3, 4, 5]) }));
 * const loader = new DataLoader({ dataset, batchSize: 2 });
 * await loader.open();
 * const sizes = [];
 * for await (const { size } of loader.iterate(0)) sizes.push(size);
 * sizes; // => [2, 2, 1]
 * loader.length; // => 3
 * ```
 */
export class DataLoader {
  /** The options, with defaults. */
  readonly options: LoaderSettings;

  /** Checks the options; reads nothing yet. */
  constructor(options: DataLoaderOptions) {
    checkNames('the DataLoader', options, OPTIONS);
    const { dataset, batchSize = 32, shuffle = false, sampler, dropLast = false, prefetch = 2, seed = 0 } = options;
    if (!Number.isInteger(batchSize) || batchSize < 1)
      throw new InvalidArgumentError('batchSize', 'a positive integer', batchSize);
    if (!Number.isInteger(prefetch) || prefetch < 0)
      throw new InvalidArgumentError('prefetch', 'an integer of at least 0', prefetch);
    if (!Number.isSafeInteger(seed) || seed < 0)
      throw new InvalidArgumentError('seed', 'an integer of at least 0', seed);
    if (!isDataset(dataset) && !isIterableDataset(dataset)) {
      const expected = 'a dataset: an object with open, and get or iterate';
      throw new InvalidArgumentError('dataset', expected, dataset, datasetAdvice(dataset));
    }
    if (shuffle && sampler !== undefined) {
      throw new InvalidArgumentError(
        'shuffle',
        'false where a sampler is given',
        shuffle,
        'The sampler decides the order.',
      );
    }
    if (!isDataset(dataset) && (shuffle || sampler !== undefined)) {
      const [name, value] = shuffle ? ['shuffle', shuffle] : ['sampler', sampler];
      throw new InvalidArgumentError(name, 'left out for a stream of samples', value, 'Its order is its own.');
    }
    const { collate = defaultCollate, transforms = [] } = options;
    this.options = { dataset, batchSize, shuffle, sampler, dropLast, prefetch, seed, collate, transforms };
  }

  /** Opens the dataset. */
  async open(): Promise<void> {
    await this.options.dataset.open();
    if (this.length === 0) throw emptyError(this.options, this.samples);
  }

  /** Batches in an epoch; `undefined` for a stream, whose length is not known. Valid once open. */
  get length(): number | undefined {
    const { batchSize, dropLast } = this.options;
    const samples = this.samples;
    if (samples === undefined) return undefined;
    return dropLast ? Math.floor(samples / batchSize) : Math.ceil(samples / batchSize);
  }

  /** Samples in an epoch; `undefined` for a stream. */
  get samples(): number | undefined {
    const { dataset, sampler } = this.options;
    if (!isDataset(dataset)) return undefined;
    return sampler === undefined ? lengthOf(dataset) : orderOf(this.options, 0).length;
  }

  /** The dataset indices of the samples in batch `batch` of epoch `epoch`; for a stream, their positions in it. */
  indicesOf(epoch: number, batch: number): number[] {
    const { batchSize, dataset } = this.options;
    const start = batch * batchSize;
    if (!isDataset(dataset)) return Array.from({ length: batchSize }, (_, offset) => start + offset);
    return Array.from(orderOf(this.options, epoch)).slice(start, start + batchSize);
  }

  /** The batches of an epoch, from batch `from` on. */
  iterate(epoch: number, from = 0): AsyncGenerator<LoadedBatch, void, undefined> {
    const { dataset } = this.options;
    if (!isDataset(dataset)) return iterateStream(dataset, this.options, epoch, from);
    return iterateIndexed(dataset, this.options, epoch, from);
  }
}
