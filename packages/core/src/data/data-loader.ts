import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { sha256 } from '../node/sha256.js';
import { checkNames } from '../registry/check-names.js';
import type { BatchLoader } from './batch-loader.js';
import type { HostValue } from './batch.js';
import type { Collate } from './collate.js';
import { datasetAdvice } from './dataset-advice.js';
import { isDataset, isIterableDataset, lengthOf, type Dataset, type IterableDataset } from './dataset.js';
import { epochOrder, type EpochOrder } from './epoch-order.js';
import { emptyError, type LoadedBatch } from './loaded-batch.js';
import type { LoaderSettings } from './loader-settings.js';
import { sameShape } from './nd-array.js';
import { iterateIndexed } from './read-indexed.js';
import { iterateStream } from './read-stream.js';
import { sourceOf, type SampleSource } from './sample-source.js';
import type { Sampler } from './sampler.js';
import type { Stage } from './stage.js';
import { stackAlike, stackSamples } from './stack-values.js';
import { stack } from './stack.js';
import { column } from './subset.js';
import { transformChain } from './transform-chain.js';
import type { Transform } from './transform.js';
import { closeWorkers, workersFor } from './workers/batch-workers.js';
import { workersOf, type DataWorkers } from './workers/worker-options.js';

export type { LoadedBatch };

const OPTIONS = [
  'dataset',
  'batchSize',
  'shuffle',
  'shuffleBuffer',
  'sampler',
  'dropLast',
  'collate',
  'prefetch',
  'transforms',
  'seed',
  'place',
  'stage',
  'workers',
];

/** Options of {@link DataLoader}. */
export interface DataLoaderOptions {
  /** Where the samples come from. */
  readonly dataset: Dataset | IterableDataset;
  /** Samples in a batch. Default 32. */
  readonly batchSize?: number | undefined;
  /** Whether the order is drawn anew each epoch, from (seed, epoch); of a stream within a buffer. Default false. */
  readonly shuffle?: boolean | undefined;
  /** Samples in the buffer from which a stream is shuffled. Default 1000. */
  readonly shuffleBuffer?: number | undefined;
  /** The order, where neither shuffling nor the dataset's own is wanted. */
  readonly sampler?: Sampler | undefined;
  /** Whether a last batch that is not full is left out. Default false. */
  readonly dropLast?: boolean | undefined;
  /** Stacks samples into a batch. Default {@link stack}; a dataset of columns is then read a batch at a time. */
  readonly collate?: Collate | undefined;
  /** Batches that are read ahead where reading is asynchronous. Default 2. */
  readonly prefetch?: number | undefined;
  /** Changes samples one after the other before they are stacked, and then batches. */
  readonly transforms?: readonly Transform[] | undefined;
  /** The seed of order and transforms. Default 0. */
  readonly seed?: number | undefined;
  /** Begins the names of its random streams: loaders of one seed draw different numbers in different places. Default `'data'`. */
  readonly place?: string | undefined;
  /** What the samples are used for; transforms are told. Default: nothing that is known. */
  readonly stage?: Stage | undefined;
  /**
   * Threads that read samples, change them and stack them, ahead of the batch that is used; with them `prefetch` is counted for each
   * thread. They make dataset, transforms and collate again, which must therefore be components; `{ count, modules }` names modules
   * that register components of your own. The numbers are the same with and without threads. Default 0: in this thread.
   */
  readonly workers?: number | DataWorkers | undefined;
}

/**
 * Batches of a dataset. The order is a function of (seed, epoch) and the position a number of samples, so that an epoch can be
 * entered anywhere, also with another batch size, and goes on with the samples that come next.
 *
 * @throws `LML_EMPTY_DATASET` from `open` if there is not one batch; `LML_INVALID_ARGUMENT` for options that cannot be, and for
 * what dataset, sampler, transforms or collate give that is no length, order, sample or batch. With `workers`: `LML_MISSING_FEATURE` in a
 * browser; `LML_DATA_WORKER` from `open` for what cannot go to a thread, and from `iterate` where a thread dies.
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
export class DataLoader implements BatchLoader {
  /** The options, with defaults. */
  readonly options: LoaderSettings;

  /** Checks the options; reads nothing yet. */
  constructor(options: DataLoaderOptions) {
    checkNames('the DataLoader', options, OPTIONS);
    const { dataset, batchSize = 32, shuffle = false, sampler, dropLast = false, prefetch = 2, seed = 0 } = options;
    const { shuffleBuffer = 1000, collate = stack(), transforms = [], place = 'data', stage: use } = options;
    for (const [name, size] of Object.entries({ batchSize, shuffleBuffer }))
      if (!Number.isInteger(size) || size < 1) throw new InvalidArgumentError(name, 'a positive integer', size);
    if (!Number.isInteger(prefetch) || prefetch < 0)
      throw new InvalidArgumentError('prefetch', 'an integer of at least 0', prefetch);
    if (!Number.isSafeInteger(seed) || seed < 0)
      throw new InvalidArgumentError('seed', 'an integer of at least 0', seed);
    if (!isDataset(dataset) && !isIterableDataset(dataset)) {
      const expected = 'a dataset: an object with open, and get or iterate';
      throw new InvalidArgumentError('dataset', expected, dataset, datasetAdvice(dataset));
    }
    if (typeof collate !== 'function')
      throw new InvalidArgumentError('collate', 'a function of samples, as stack() gives', collate);
    const given = { dataset, batchSize, shuffle, shuffleBuffer, sampler, dropLast, prefetch, seed, collate };
    this.options = { ...given, transforms, place, stage: use, workers: workersOf(options.workers) };
    checkSampler(this.options);
    transformChain(transforms, seed, place);
  }

  /** Opens the dataset, and reads the columns that a sampler asks for. */
  async open(): Promise<void> {
    const { dataset, sampler, workers } = this.options;
    if (workers !== undefined) workersFor(workers).prepare(this.options);
    await dataset.open();
    if (isDataset(dataset)) {
      const names = sampler?.columns ?? [];
      const read = names.map(async (name) => [name, await requireColumn(dataset, name)] as const);
      sampledColumns.set(this.options, Object.fromEntries(await Promise.all(read)));
    }
    if (this.length === 0) throw emptyError(this.options, this.samples);
  }

  /** Batches in the first epoch; `undefined` for a stream, whose length is not known. Valid once open. */
  get length(): number | undefined {
    return this.batchesIn(0);
  }

  /** Samples in the first epoch; `undefined` for a stream. */
  get samples(): number | undefined {
    const { dataset, sampler } = this.options;
    if (!isDataset(dataset)) return undefined;
    return sampler === undefined ? lengthOf(dataset) : orderOf(this.options, 0)!.indices.length;
  }

  /** Batches in an epoch; `undefined` for a stream. Only samplers give epochs of different lengths. */
  batchesIn(epoch: number): number | undefined {
    const { dataset, sampler, batchSize, dropLast } = this.options;
    if (!isDataset(dataset)) return undefined;
    if (sampler !== undefined) return orderOf(this.options, epoch)!.batches;
    return (dropLast ? Math.floor : Math.ceil)(lengthOf(dataset) / batchSize);
  }

  /** The position within the epoch at which a batch begins. */
  startOf(epoch: number, batch: number): number {
    return orderOf(this.options, epoch)?.startOf(batch) ?? batch * this.options.batchSize;
  }

  /** The number within the epoch of the batch that the sample at a position belongs to. */
  batchAt(epoch: number, position: number): number {
    return orderOf(this.options, epoch)?.batchOf(position) ?? Math.floor(position / this.options.batchSize);
  }

  /** What the order of an epoch is known by: the SHA-256 of its indices; `undefined` for a stream. */
  async orderHash(epoch: number): Promise<string | undefined> {
    const order = orderOf(this.options, epoch);
    return order && hashOfIndices(order.indices);
  }

  /** The dataset indices of the samples in batch `batch` of epoch `epoch`; for a stream, their positions in it. */
  indicesOf(epoch: number, batch: number): number[] {
    const { batchSize } = this.options;
    const order = orderOf(this.options, epoch);
    if (order === undefined) return Array.from({ length: batchSize }, (_, offset) => batch * batchSize + offset);
    return Array.from(order.indices).slice(order.startOf(batch), order.startOf(batch + 1));
  }

  /** Where the samples of a batch come from, row by row; of the part `key` where files differ. */
  sourcesOf(epoch: number, batch: number, key?: string): SampleSource[] {
    return this.indicesOf(epoch, batch).map((index) => sourceOf(this.options.dataset, index, key));
  }

  /**
   * The batches of an epoch, from the sample at position `from` on. Where that is not the beginning of a batch, the first batch ends
   * where the next one begins. The position after a batch is its `end`.
   *
   * @throws `LML_INVALID_ARGUMENT` for an epoch or a position that cannot be, and within a batch that a sampler made.
   */
  iterate(epoch: number, from = 0): AsyncGenerator<LoadedBatch, void, undefined> {
    const { dataset } = this.options;
    if (!isDataset(dataset)) return iterateStream(dataset, this.options, epoch, from);
    return iterateIndexed(dataset, this.options, epoch, from, () => orderOf(this.options, epoch)!);
  }

  /**
   * Ends its worker threads, which otherwise stay for further epochs, as long as the loader is in use. They start again when they are
   * needed. Without threads it does nothing.
   */
  close(): Promise<void> {
    return closeWorkers(this.options.workers);
  }
}

/** The SHA-256 of indices of samples. */
export function hashOfIndices(indices: ArrayLike<number>): Promise<string> {
  return sha256(new Uint8Array(Int32Array.from(indices).buffer));
}

// Outside the class: exported types have no private members, or two copies of core would not fit each other.
const sampledColumns = new WeakMap<LoaderSettings, Readonly<Record<string, HostValue>>>();

/** The order of an epoch; `undefined` for a stream, whose order is its own. */
function orderOf(settings: LoaderSettings, epoch: number): EpochOrder | undefined {
  const { dataset } = settings;
  return isDataset(dataset) ? epochOrder(dataset, settings, epoch, sampledColumns.get(settings) ?? {}) : undefined;
}

async function requireColumn(dataset: Dataset, name: string): Promise<HostValue> {
  const found = lengthOf(dataset) === 0 ? [] : await column(dataset, name);
  const values = Array.isArray(found) ? (found as readonly unknown[]) : undefined;
  if (found !== undefined && values?.every((value) => value === undefined) !== true)
    return values === undefined ? (found as HostValue) : stackColumn(name, values);
  throw new InvalidArgumentError(
    'The columns of the sampler',
    'parts of the samples',
    name,
    'The samples have no such part.',
  );
}

/** The values of a part, sample by sample, as batches have them; arrays that differ in shape stay a list. */
function stackColumn(name: string, values: readonly unknown[]): HostValue {
  const samples = values.map((value) => ({ [name]: value }));
  const nameOf = (position: number): string => `sample ${position}`;
  const stacked = stackSamples(samples, { nameOf }, (path, arrays, stacking) => {
    const { dtype, shape } = arrays[0]!;
    const areAlike = arrays.every((array) => array.dtype === dtype && sameShape(array.shape, shape));
    return areAlike ? stackAlike(path, arrays, stacking) : arrays;
  });
  return stacked[name]!;
}

function checkSampler({ dataset, sampler, shuffle, dropLast }: LoaderSettings): void {
  if (sampler === undefined) return;
  if ((sampler.indices === undefined) === (sampler.batches === undefined))
    throw new InvalidArgumentError('sampler', 'a sampler, with indices or with batches', sampler);
  if (!isDataset(dataset))
    throw new InvalidArgumentError('sampler', 'left out for a stream of samples', sampler, 'Its order is its own.');
  if (shuffle)
    throw new InvalidArgumentError(
      'shuffle',
      'false where a sampler is given',
      shuffle,
      'The sampler decides the order.',
    );
  if (dropLast && sampler.batches !== undefined)
    throw new InvalidArgumentError('dropLast', 'false where the sampler makes the batches', dropLast);
}
