import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { Allocate } from './array-pool.js';
import type { HostBatch } from './batch.js';
import type { NdArray } from './nd-array.js';
import type { Sample, SampleContext } from './sample.js';
import type { SampleSource } from './sample-source.js';

/**
 * Samples that are reached by their number. It yields plain data, never tensors.
 *
 * A dataset that holds its samples as columns gives `columns` and `getBatch` too, and is then read a batch at a time.
 */
export interface Dataset {
  /** Makes the samples reachable: opens files, decompresses. May be called more than once; `length` is valid after it. */
  open(): void | Promise<void>;
  /** The number of samples, once open. */
  readonly length: number;
  /** Sample `index`, from 0. */
  get(index: number, context?: SampleContext): Sample | Promise<Sample>;
  /**
   * Several samples at once, already stacked. Arrays made with `allocate` are filled anew for later batches, once this one was
   * processed: they hold arbitrary numbers at first, and a dataset keeps none of them.
   */
  getBatch?(indices: ArrayLike<number>, allocate?: Allocate): HostBatch | Promise<HostBatch>;
  /** Where a sample comes from, and of its parts `key` (`'target'`, `'input.image'`): for messages. */
  source?(index: number, key?: string): SampleSource | undefined;
  /** All samples as columns with the samples along the first axis, once open. */
  readonly columns?: Readonly<Record<string, NdArray>> | undefined;
  /** Where it is a part of another dataset, as {@link subset} makes: the index of each sample there. */
  readonly indices?: ArrayLike<number> | undefined;
  /** The names of the classes that targets number from 0. */
  readonly classNames?: readonly string[] | undefined;
  /** The names of the features, along the last axis of `input` or of its columns, where they have names. Valid once open. */
  readonly inputNames?: readonly string[] | undefined;
  /** The types of the columns that inputs are made of, by name, where a reader has found them: `text`, `number`. Valid once open. */
  readonly inputTypes?: Readonly<Record<string, string>> | undefined;
}

declare module '../registry/kinds.js' {
  interface KindInstances {
    /** See {@link Dataset} and {@link IterableDataset}. */
    dataset: Dataset | IterableDataset;
  }
}

/** What a stream is begun with: the samples must follow from this alone, so that a run can be resumed. */
export interface StreamContext extends SampleContext {
  /** The seed of the run. */
  readonly seed: number;
}

/** Samples that come one after another: a stream. It is shuffled in a buffer, and sought by reading on. */
export interface IterableDataset {
  /** Makes the samples reachable. May be called more than once. */
  open(): void | Promise<void>;
  /** The samples of an epoch, from the first one. */
  iterate(context: StreamContext): AsyncIterable<Sample> | Iterable<Sample>;
  /** The names of the classes that targets number from 0. */
  readonly classNames?: readonly string[] | undefined;
  /** The names of the features, along the last axis of `input` or of its columns, where they have names. Valid once open. */
  readonly inputNames?: readonly string[] | undefined;
  /** The types of the columns that inputs are made of, by name, where a reader has found them: `text`, `number`. Valid once open. */
  readonly inputTypes?: Readonly<Record<string, string>> | undefined;
}

/** Whether a value is a {@link Dataset}. */
export function isDataset(value: unknown): value is Dataset {
  return (
    typeof value === 'object' && value !== null && 'get' in value && 'open' in value && typeof value.get === 'function'
  );
}

/** Whether a value is an {@link IterableDataset}. */
export function isIterableDataset(value: unknown): value is IterableDataset {
  return (
    typeof value === 'object' &&
    value !== null &&
    'iterate' in value &&
    'open' in value &&
    typeof value.iterate === 'function'
  );
}

/** Indices of samples are int32. */
const MAX_SAMPLES = 2 ** 31 - 1;

/**
 * The number of samples of an open dataset.
 *
 * @throws `LML_INVALID_ARGUMENT` for what is not a number of samples.
 */
export function lengthOf({ length }: Dataset): number {
  if (Number.isInteger(length) && length >= 0 && length <= MAX_SAMPLES) return length;
  const expected = `the number of samples once it is open, a whole number from 0 to ${MAX_SAMPLES}`;
  throw new InvalidArgumentError('The length of the dataset', expected, length);
}
