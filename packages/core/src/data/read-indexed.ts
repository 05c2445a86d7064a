import { RandomStreams } from '../random/random-streams.js';
import type { Allocate, Loan } from './array-pool.js';
import type { HostBatch } from './batch.js';
import { checkBatch, checkSample } from './check-read.js';
import type { Dataset } from './dataset.js';
import type { EpochOrder } from './epoch-order.js';
import { checkPlace, LentBatch, poolOf, type LoadedBatch } from './loaded-batch.js';
import type { LoaderSettings } from './loader-settings.js';
import { quiet, then } from './promises.js';
import { sampleContext } from './sample-context.js';
import { nameSource, sourceOf } from './sample-source.js';
import type { Sample } from './sample.js';
import { stackChecked } from './stack-checked.js';
import { transformChain, type TransformChain } from './transform-chain.js';

/**
 * Batches of an indexed dataset from sample `from` of the epoch on. What is there at once needs no reading ahead; what is not is asked
 * for before its turn.
 */
export async function* iterateIndexed(
  dataset: Dataset,
  settings: LoaderSettings,
  epoch: number,
  from: number,
  orderOf: () => EpochOrder,
): AsyncGenerator<LoadedBatch, void, undefined> {
  checkPlace({ epoch, from });
  const { prefetch } = settings;
  const order = orderOf();
  const reader = new BatchReader(dataset, settings, epoch);
  const first = order.batchOf(from);
  const startOf = (index: number): number => Math.max(order.startOf(index), from);
  const read = (index: number): Reading => {
    const loan = poolOf(settings).lend();
    const [start, end] = [startOf(index), order.startOf(index + 1)];
    return { loan, end, result: reader.read(slice(order.indices, start, end), start, loan.allocate) };
  };
  const readAhead = (index: number): Reading => {
    try {
      const reading = read(index);
      void quiet(reading.result);
      return reading;
    } catch (error) {
      return { loan: poolOf(settings).lend(), end: 0, result: quiet(Promise.reject<HostBatch>(error as Error)) };
    }
  };
  const ahead: Reading[] = [];
  for (let index = first; index < order.batches; index++) {
    const { loan, end, result } = ahead.shift() ?? read(index);
    const asynchronous = result instanceof Promise;
    while (asynchronous && ahead.length < prefetch && index + 1 + ahead.length < order.batches) {
      ahead.push(readAhead(index + 1 + ahead.length));
    }
    yield new LentBatch(asynchronous ? await result : result, index, end, loan);
  }
}

/** A batch that is being read. */
interface Reading {
  readonly loan: Loan;
  readonly end: number;
  readonly result: HostBatch | Promise<HostBatch>;
}

/** Reads the batches of an epoch. */
class BatchReader {
  private readonly chain: TransformChain;
  private readonly streams: RandomStreams;
  private readonly readsBatches: boolean;
  private readonly stage: LoaderSettings['stage'];

  constructor(
    private readonly dataset: Dataset,
    private readonly settings: LoaderSettings,
    private readonly epoch: number,
  ) {
    const { transforms, seed, place, collate, stage } = settings;
    this.stage = stage;
    this.chain = transformChain(transforms, seed, place);
    this.streams = new RandomStreams(seed);
    this.readsBatches = dataset.getBatch !== undefined && collate.stacks === true && this.chain.takesBatches;
  }

  /** The batch of some samples, of which the first stands at a position of the epoch. */
  read(indices: ArrayLike<number>, position: number, allocate: Allocate): HostBatch | Promise<HostBatch> {
    const place = { epoch: this.epoch, position, stage: this.stage, indices };
    if (!this.readsBatches) {
      const stacked = this.readSamples(indices, position, allocate);
      return then(stacked, (batch) => this.chain.ofBatch(batch, place, false));
    }
    return then(this.dataset.getBatch!(indices, allocate) as unknown, (batch) => {
      checkBatch(batch, 'getBatch');
      return this.chain.ofBatch(batch, place, true);
    });
  }

  private readSamples(
    indices: ArrayLike<number>,
    position: number,
    allocate: Allocate,
  ): HostBatch | Promise<HostBatch> {
    const nameOf = (at: number): string => nameSource(sourceOf(this.dataset, indices[at]!));
    const samples: (Sample | Promise<Sample>)[] = [];
    try {
      for (let at = 0; at < indices.length; at++)
        samples.push(this.readSample(indices[at]!, position + at, () => nameOf(at)));
    } catch (error) {
      for (const sample of samples) void quiet(sample);
      throw error;
    }
    const stacked = (read: readonly Sample[]): HostBatch =>
      stackChecked(this.settings.collate, read, { allocate, nameOf });
    if (samples.some((sample) => sample instanceof Promise))
      return Promise.all(samples as readonly Promise<Sample>[]).then(stacked);
    return stacked(samples as Sample[]);
  }

  private readSample(index: number, position: number, nameOf: () => string): Sample | Promise<Sample> {
    const { dataset, epoch, chain, stage } = this;
    const draws = sampleContext(this.streams, `${this.settings.place}/dataset`, epoch, position);
    const context = { ...draws, stage, index };
    return then(dataset.get(index, context), (sample) => {
      checkSample(sample, nameOf, 'get');
      return chain.ofSample(sample, { epoch, position, stage, index, nameOf });
    });
  }
}

function slice(order: ArrayLike<number>, start: number, end: number): ArrayLike<number> {
  if (order instanceof Int32Array) return order.subarray(start, end);
  return Array.prototype.slice.call(order, start, end) as number[];
}
