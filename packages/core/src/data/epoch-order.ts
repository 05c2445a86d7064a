import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { HostValue } from './batch.js';
import { checkBatches, checkOrder } from './check-read.js';
import { lengthOf, type Dataset } from './dataset.js';
import type { LoaderSettings } from './loader-settings.js';
import { sequentialSampler, shuffledSampler, type SamplerContext } from './sampler.js';

/** The samples of an epoch in their order, and where its batches begin. */
export interface EpochOrder {
  /** Indices of samples. */
  readonly indices: ArrayLike<number>;
  /** Batches. */
  readonly batches: number;
  /** The position of the first sample of a batch; of the batch after the last, that after the last sample. */
  startOf(batch: number): number;
  /** The batch that a position belongs to. */
  batchOf(position: number): number;
}

const orders = new WeakMap<LoaderSettings, { key: string; order: EpochOrder }>();

/** The order of the samples in an epoch; the last one asked for is kept. `columns` are those that the sampler asked for. */
export function epochOrder(
  dataset: Dataset,
  settings: LoaderSettings,
  epoch: number,
  columns: Readonly<Record<string, HostValue>>,
): EpochOrder {
  const length = lengthOf(dataset);
  const key = `${epoch} ${length}`;
  let cached = orders.get(settings);
  if (cached?.key !== key) {
    const order = makeOrder(settings, { length, epoch, columns, dataset });
    orders.set(settings, (cached = { key, order }));
  }
  return cached.order;
}

function makeOrder(
  settings: LoaderSettings,
  { length, epoch, columns, dataset }: Pick<SamplerContext, 'length' | 'epoch' | 'columns'> & { dataset: Dataset },
): EpochOrder {
  const { sampler, shuffle, batchSize, seed } = settings;
  if (sampler === undefined) {
    return inBatches((shuffle ? shuffledSampler : sequentialSampler).indices({ length, seed, epoch }), settings);
  }
  const context: SamplerContext = {
    length,
    columns,
    batchSize,
    seed,
    epoch,
    get originalIndices() {
      return dataset.indices ?? sequentialSampler.indices({ length, seed, epoch });
    },
  };
  if (sampler.batches !== undefined) return ofBatches(sampler.batches(context), length);
  const indices: unknown = sampler.indices!(context);
  checkOrder(indices, length);
  return inBatches(indices, settings);
}

/** Batches of one size, the last one of what is left. */
function inBatches(
  indices: ArrayLike<number>,
  { batchSize, dropLast }: Pick<LoaderSettings, 'batchSize' | 'dropLast'>,
): EpochOrder {
  return {
    indices,
    batches: dropLast ? Math.floor(indices.length / batchSize) : Math.ceil(indices.length / batchSize),
    startOf: (batch) => Math.min(batch * batchSize, indices.length),
    batchOf: (position) => (position === indices.length ? Math.ceil : Math.floor)(position / batchSize),
  };
}

/** Batches as a sampler gives them. */
function ofBatches(given: Iterable<ArrayLike<number>>, length: number): EpochOrder {
  const batches = checkBatches(given, length);
  const starts = [0];
  for (const batch of batches) starts.push(starts.at(-1)! + batch.length);
  return {
    indices: Int32Array.from(batches.flatMap((batch) => Array.from(batch))),
    batches: batches.length,
    startOf: (batch) => starts[Math.min(batch, batches.length)]!,
    batchOf(position) {
      const batch = starts.indexOf(position);
      if (batch >= 0) return batch;
      const remedy = 'A run whose sampler makes the batches goes on between two of them only.';
      throw new InvalidArgumentError('from', 'the position of the first sample of a batch', position, remedy);
    },
  };
}
