import { RandomStreams } from '../random/random-streams.js';
import { checkSample, checkStream } from './check-read.js';
import type { IterableDataset } from './dataset.js';
import { checkPlace, emptyError, LentBatch, poolOf, type LoadedBatch } from './loaded-batch.js';
import type { LoaderSettings } from './loader-settings.js';
import { quiet } from './promises.js';
import { SampleBatcher } from './sample-batcher.js';
import { sampleContext } from './sample-context.js';
import type { Sample } from './sample.js';
import { shuffleInBuffer } from './shuffle-buffer.js';
import { workersFor, type WorkerReader } from './workers/batch-workers.js';
import { compact } from './workers/pack-batch.js';

/**
 * Batches of a stream from sample `from` of the epoch on; those before it are read and dropped. Samples are read one after the other
 * and changed at the same time. Where either takes time, the next batches are read ahead. With worker threads they are read here, and
 * changed and stacked there.
 */
export async function* iterateStream(
  dataset: IterableDataset,
  settings: LoaderSettings,
  epoch: number,
  from: number,
): AsyncGenerator<LoadedBatch, void, undefined> {
  checkPlace({ epoch, from });
  const reader = new StreamReader(dataset, settings, epoch);
  const ahead: Promise<LoadedBatch | undefined>[] = [];
  let isEmpty = true;
  try {
    await reader.skip(from);
    for (;;) {
      const loading = ahead.shift() ?? reader.next();
      while (reader.takesTime && ahead.length < reader.ahead) {
        const next = reader.next();
        void quiet(next);
        ahead.push(next);
      }
      const loaded = await reader.wait(loading);
      if (loaded === undefined) break;
      isEmpty = false;
      yield loaded;
    }
    if (isEmpty && from === 0) throw emptyError(settings, reader.position);
  } finally {
    await reader.close();
  }
}

/** Samples that were read for a batch. */
interface ReadSamples {
  readonly samples: readonly (Sample | Promise<Sample>)[];
  readonly start: number;
}

/** Reads the samples of a stream, one batch after the other. */
class StreamReader {
  /** The samples that were read. */
  position = 0;
  /** Whether samples or their changes have to be waited for. */
  takesTime: boolean;
  /** How many batches are read ahead. */
  readonly ahead: number;
  private readonly batcher: SampleBatcher;
  private readonly workers: WorkerReader | undefined;
  private readonly samples: AsyncIterator<Sample> | Iterator<Sample>;
  private reading: Promise<unknown> = Promise.resolve();
  private isReading = false;

  constructor(
    dataset: IterableDataset,
    private readonly settings: LoaderSettings,
    epoch: number,
  ) {
    const { seed, place, stage, shuffle, shuffleBuffer, workers } = settings;
    this.batcher = new SampleBatcher(settings, epoch);
    this.workers = workers && workersFor(workers).open(settings, epoch);
    this.ahead = this.workers?.ahead ?? settings.prefetch;
    const streams = new RandomStreams(seed);
    const given: unknown = dataset.iterate({
      ...sampleContext(streams, `${place}/dataset`, epoch, 0),
      stage,
      seed,
    });
    checkStream(given);
    this.takesTime = workers !== undefined || Symbol.asyncIterator in given;
    const random = sampleContext(streams, place, epoch, 0).random('shuffle');
    const source = shuffle ? shuffleInBuffer(given, shuffleBuffer, random) : given;
    this.samples = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  }

  async skip(count: number): Promise<void> {
    while (this.position < count) {
      if ((await this.samples.next()).done === true) return;
      this.position += 1;
    }
  }

  /** The next batch, read after those that were asked for before; `undefined` at the end. */
  async next(): Promise<LoadedBatch | undefined> {
    const reading = this.reading.then(() => this.readSamples());
    this.reading = reading.catch(() => undefined);
    const { samples, start } = await reading;
    const { batchSize, dropLast } = this.settings;
    const end = start + samples.length;
    if (samples.length === 0 || (dropLast && end % batchSize !== 0)) return undefined;
    const index = Math.floor(start / batchSize);
    if (this.workers !== undefined) {
      const made = await this.workers.make({ samples: compact(samples as readonly Sample[]), position: start });
      return new LentBatch(made.batch, index, end, made);
    }
    const loan = poolOf(this.settings).lend();
    return new LentBatch(await this.batcher.batch(samples, start, loan.allocate), index, end, loan);
  }

  /** Waits for a batch. */
  wait<Batch>(loading: Promise<Batch>): Promise<Batch> {
    return this.workers === undefined ? loading : this.workers.wait(loading);
  }

  /** Closes the stream. One that is at work does so by itself, once it answers. */
  async close(): Promise<void> {
    this.workers?.end();
    const closing = Promise.resolve(this.samples.return?.());
    if (this.isReading) void quiet(closing);
    else await closing;
  }

  /** Reads up to the next whole batch of the epoch, and begins to change what it reads, where that is done here. */
  private async readSamples(): Promise<ReadSamples> {
    const { batchSize } = this.settings;
    const start = this.position;
    const samples: (Sample | Promise<Sample>)[] = [];
    this.isReading = true;
    try {
      do {
        const next = await this.samples.next();
        if (next.done === true) break;
        samples.push(this.changed(next.value));
      } while (this.position % batchSize !== 0);
    } finally {
      this.isReading = false;
    }
    return { samples, start };
  }

  private changed(sample: Sample): Sample | Promise<Sample> {
    const at = this.position++;
    checkSample(sample, () => `sample ${at}`, 'the stream');
    if (this.workers !== undefined) return sample;
    const changed = this.batcher.change(sample, at);
    this.takesTime ||= changed instanceof Promise;
    return changed;
  }
}
