import { RandomStreams } from '../random/random-streams.js';
import type { Allocate } from './array-pool.js';
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
import { workersFor, type MadeBatch } from './workers/batch-workers.js';

/**
 * Batches of an indexed dataset from sample `from` of the epoch on. What is there at once needs no reading ahead; what is not is asked
 * for before its turn, which worker threads read where there are any.
 */
export async function* iterateIndexed(
  dataset: Dataset,
  settings: LoaderSettings,
  epoch: number,
  from: number,
  orderOf: () => EpochOrder,
): AsyncGenerator<LoadedBatch, void, undefined> {
  checkPlace({ epoch, from });
  const order = orderOf();
  const first = order.batchOf(from);
  const reader = settings.workers === undefined ? readHere(dataset, settings, epoch) : readInThreads(settings, epoch);
  const startOf = (index: number): number => Math.max(order.startOf(index), from);
  const read = (index: number): Reading => {
    const [start, end] = [startOf(index), order.startOf(index + 1)];
    return { ...reader.read(slice(order.indices, start, end), start), end };
  };
  const readAhead = (index: number): Reading => {
    try {
      const reading = read(index);
      void quiet(reading.result);
      return reading;
    } catch (error) {
      return { end: 0, result: quiet(Promise.reject<HostBatch>(error as Error)), giveBack: () => undefined };
    }
  };
  const ahead: Reading[] = [];
  try {
    for (let index = first; index < order.batches; index++) {
      const reading = ahead.shift() ?? read(index);
      const { end, result } = reading;
      const asynchronous = result instanceof Promise;
      while (asynchronous && ahead.length < reader.ahead && index + 1 + ahead.length < order.batches) {
        ahead.push(readAhead(index + 1 + ahead.length));
      }
      yield new LentBatch(asynchronous ? await reader.wait(result) : result, index, end, reading);
    }
  } finally {
    reader.end();
  }
}

/** Reads the batches of an epoch, in this thread or in others. */
interface Reader {
  /** How many are asked for before their turn. */
  readonly ahead: number;
  /** The batch of some samples, of which the first stands at a position of the epoch. */
  read(indices: ArrayLike<number>, position: number): Omit<Reading, 'end'>;
  /** Waits for a batch. */
  wait(result: Promise<HostBatch>): Promise<HostBatch>;
  /** Nobody waits for batches any more. */
  end(): void;
}

function readHere(dataset: Dataset, settings: LoaderSettings, epoch: number): Reader {
  const reader = new BatchReader(dataset, settings, epoch);
  return {
    ahead: settings.prefetch,
    read(indices, position) {
      const loan = poolOf(settings).lend();
      return { result: reader.read(indices, position, loan.allocate), giveBack: () => loan.giveBack() };
    },
    wait: (result) => result,
    end: () => undefined,
  };
}

function readInThreads(settings: LoaderSettings, epoch: number): Reader {
  const workers = workersFor(settings.workers!).open(settings, epoch);
  return {
    ahead: workers.ahead,
    wait: (result) => workers.wait(result),
    end: () => workers.end(),
    read(indices, position) {
      let made: MadeBatch | undefined;
      // Of a part of the order a clone would hold the whole.
      const result = workers.make({ indices: Int32Array.from(indices), position }).then((batch) => {
        made = batch;
        return batch.batch;
      });
      return { result, giveBack: () => made?.giveBack() };
    },
  };
}

/** A batch that is being read. */
interface Reading {
  readonly end: number;
  readonly result: HostBatch | Promise<HostBatch>;
  /** Takes back its arrays. */
  giveBack(): void;
}

/** Reads the batches of an epoch. */
export class BatchReader {
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
