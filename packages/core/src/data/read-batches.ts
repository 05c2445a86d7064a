import { EmptyDatasetError } from '../errors/empty-dataset-error.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { RandomStreams } from '../random/random-streams.js';
import { createArrayPool, type Allocate, type ArrayPool, type Loan } from './array-pool.js';
import { batchSizeOf, type HostBatch } from './batch.js';
import { checkBatch, checkOrder, checkSample, checkStream } from './check-read.js';
import { collate as defaultCollate, type Collate } from './collate.js';
import type { LoadedBatch } from './data-loader.js';
import { isDataset, lengthOf, type Dataset, type IterableDataset } from './dataset.js';
import { nameSource, sourceOf } from './sample-source.js';
import type { Sample, SampleContext } from './sample.js';
import { sequentialSampler, shuffledSampler, type Sampler } from './sampler.js';
import type { Transform } from './transform.js';

/** The options of a loader with defaults filled in. */
export interface LoaderSettings {
  /** See {@link DataLoaderOptions.dataset}. */
  readonly dataset: Dataset | IterableDataset;
  /** See {@link DataLoaderOptions.batchSize}. */
  readonly batchSize: number;
  /** See {@link DataLoaderOptions.shuffle}. */
  readonly shuffle: boolean;
  /** See {@link DataLoaderOptions.sampler}. */
  readonly sampler: Sampler | undefined;
  /** See {@link DataLoaderOptions.dropLast}. */
  readonly dropLast: boolean;
  /** See {@link DataLoaderOptions.collate}. */
  readonly collate: Collate;
  /** See {@link DataLoaderOptions.prefetch}. */
  readonly prefetch: number;
  /** See {@link DataLoaderOptions.transforms}. */
  readonly transforms: readonly Transform[];
  /** See {@link DataLoaderOptions.seed}. */
  readonly seed: number;
}

/** Batches of an indexed dataset. What is there at once needs no reading ahead; what is not is asked for before its turn. */
export async function* iterateIndexed(
  dataset: Dataset,
  settings: LoaderSettings,
  epoch: number,
  from: number,
): AsyncGenerator<LoadedBatch, void, undefined> {
  checkPlace({ epoch, from });
  const { batchSize, prefetch, dropLast } = settings;
  const order = orderOf(settings, epoch);
  const count = dropLast ? Math.floor(order.length / batchSize) : Math.ceil(order.length / batchSize);
  const pool = poolOf(settings);
  const read = (index: number): Reading => {
    const indices = slice(order, index * batchSize, (index + 1) * batchSize);
    const loan = pool.lend();
    return { loan, result: readBatch(dataset, settings, epoch, indices, loan.allocate) };
  };
  const readAhead = (index: number): Reading => {
    try {
      const reading = read(index);
      void quiet(reading.result);
      return reading;
    } catch (error) {
      return { loan: pool.lend(), result: quiet(Promise.reject<HostBatch>(error as Error)) };
    }
  };
  const ahead: Reading[] = [];
  for (let index = from; index < count; index++) {
    const { loan, result } = ahead.shift() ?? read(index);
    const asynchronous = result instanceof Promise;
    while (asynchronous && ahead.length < prefetch && index + 1 + ahead.length < count) {
      ahead.push(readAhead(index + 1 + ahead.length));
    }
    const batch = asynchronous ? await result : result;
    yield new Loaded(batch, index, batchSizeOf(batch), loan);
  }
}

class Loaded implements LoadedBatch {
  readonly #loan: Loan;

  constructor(
    readonly batch: HostBatch,
    readonly index: number,
    readonly size: number,
    loan: Loan,
  ) {
    this.#loan = loan;
  }

  release(): void {
    this.#loan.giveBack();
  }
}

/** A batch that is being read. */
interface Reading {
  readonly loan: Loan;
  readonly result: HostBatch | Promise<HostBatch>;
}

const pools = new WeakMap<LoaderSettings, ArrayPool>();

/** The arrays that a loader fills again and again. */
function poolOf(settings: LoaderSettings): ArrayPool {
  let pool = pools.get(settings);
  if (pool === undefined) pools.set(settings, (pool = createArrayPool()));
  return pool;
}

/** Batches of a stream; those before `from` are read and dropped. */
export async function* iterateStream(
  dataset: IterableDataset,
  settings: LoaderSettings,
  epoch: number,
  from: number,
): AsyncGenerator<LoadedBatch, void, undefined> {
  checkPlace({ epoch, from });
  const { batchSize, dropLast } = settings;
  const stacked = (index: number): LoadedBatch => {
    const loan = poolOf(settings).lend();
    const first = position - samples.length;
    const batch = stack(settings, samples, loan.allocate, (at) => `sample ${first + at}`);
    return new Loaded(batch, index, samples.length, loan);
  };
  let samples: Sample[] = [];
  let index = 0;
  let position = 0;
  const given = dataset.iterate(epoch);
  checkStream(given);
  for await (const sample of given) {
    const at = position;
    const nameOf = (): string => `sample ${at}`;
    checkSample(sample, nameOf, 'the stream');
    samples.push(index < from ? sample : await transform(settings, sample, contextOf(settings, epoch, at), nameOf));
    position += 1;
    if (samples.length < batchSize) continue;
    if (index >= from) yield stacked(index);
    index += 1;
    samples = [];
  }
  if (samples.length > 0 && !dropLast) {
    if (index >= from) yield stacked(index);
    index += 1;
  }
  if (index === 0) throw emptyError(settings, position);
}

function checkPlace(place: { epoch: number; from: number }): void {
  for (const [name, value] of Object.entries(place)) {
    if (!Number.isSafeInteger(value) || value < 0)
      throw new InvalidArgumentError(name, 'an integer of at least 0', value);
  }
}

const orders = new WeakMap<LoaderSettings, { key: string; order: ArrayLike<number> }>();

/** The order of the samples in an epoch; the last one asked for is kept. */
export function orderOf(settings: LoaderSettings, epoch: number): ArrayLike<number> {
  const { shuffle, sampler, dataset, seed } = settings;
  const length = isDataset(dataset) ? lengthOf(dataset) : 0;
  const key = `${epoch} ${length}`;
  let cached = orders.get(settings);
  if (cached?.key !== key) {
    const chosen = sampler ?? (shuffle ? shuffledSampler : sequentialSampler);
    const order: unknown = chosen.indices({ length, seed, epoch });
    if (sampler !== undefined) checkOrder(order, length);
    orders.set(settings, (cached = { key, order: order as ArrayLike<number> }));
  }
  return cached.order;
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

function readBatch(
  dataset: Dataset,
  settings: LoaderSettings,
  epoch: number,
  indices: ArrayLike<number>,
  allocate: Allocate,
): HostBatch | Promise<HostBatch> {
  const { collate, transforms } = settings;
  if (dataset.getBatch !== undefined && transforms.length === 0 && collate === defaultCollate) {
    const batch: unknown = dataset.getBatch(indices, allocate);
    return then(batch, checkedBatch);
  }
  const nameOf = (position: number): string => nameSource(sourceOf(dataset, indices[position]!));
  const samples: (Sample | Promise<Sample>)[] = [];
  try {
    for (let position = 0; position < indices.length; position++) {
      samples.push(readSample(dataset, settings, epoch, indices[position]!, () => nameOf(position)));
    }
  } catch (error) {
    for (const sample of samples) void quiet(sample);
    throw error;
  }
  if (samples.some((sample) => sample instanceof Promise))
    return Promise.all(samples as readonly Promise<Sample>[]).then((read) => stack(settings, read, allocate, nameOf));
  return stack(settings, samples as Sample[], allocate, nameOf);
}

function checkedBatch(batch: unknown): HostBatch {
  checkBatch(batch, 'getBatch');
  return batch;
}

/** Stacks samples, and checks what a collate function of the user's gave. */
function stack(
  { collate }: LoaderSettings,
  samples: readonly Sample[],
  allocate: Allocate,
  nameOf: (position: number) => string,
): HostBatch {
  const batch: unknown = collate(samples, allocate, nameOf);
  if (collate !== defaultCollate) checkBatch(batch, 'collate');
  return batch as HostBatch;
}

function readSample(
  dataset: Dataset,
  settings: LoaderSettings,
  epoch: number,
  index: number,
  nameOf: () => string,
): Sample | Promise<Sample> {
  const context = contextOf(settings, epoch, index);
  return then(dataset.get(index, context), (sample) => {
    checkSample(sample, nameOf, 'get');
    return transform(settings, sample, context, nameOf);
  });
}

function transform(
  { transforms }: LoaderSettings,
  sample: Sample,
  context: SampleContext,
  nameOf: () => string,
): Sample | Promise<Sample> {
  let current: Sample | Promise<Sample> = sample;
  const check = (value: unknown, position: number): Sample => {
    checkSample(value, nameOf, `transform ${position}`);
    return value;
  };
  for (const [position, step] of transforms.entries())
    current = then(current, (value) => then(step.apply(value, context), (changed) => check(changed, position)));
  return current;
}

/** Does something with a value, at once where it is there. */
function then<From, To>(value: From | Promise<From>, use: (value: From) => To | Promise<To>): To | Promise<To> {
  return value instanceof Promise ? value.then(use) : use(value);
}

function contextOf({ seed }: LoaderSettings, epoch: number, index: number): SampleContext {
  return { epoch, random: (stream) => new RandomStreams(seed).at(`${stream}/${index}`, epoch) };
}

function slice(order: ArrayLike<number>, start: number, end: number): ArrayLike<number> {
  if (order instanceof Int32Array) return order.subarray(start, end);
  return Array.prototype.slice.call(order, start, end) as number[];
}

/** What is read ahead may fail before anybody awaits it; the failure is reported when it is its turn. */
function quiet<Value>(value: Value | Promise<Value>): Value | Promise<Value> {
  if (value instanceof Promise) value.catch(() => undefined);
  return value;
}
