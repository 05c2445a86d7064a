import { RandomStreams } from '../random/random-streams.js';
import { checkSample, checkStream } from './check-read.js';
import type { IterableDataset } from './dataset.js';
import { checkPlace, emptyError, LentBatch, poolOf, type LoadedBatch } from './loaded-batch.js';
import type { LoaderSettings } from './loader-settings.js';
import { quiet } from './promises.js';
import { sampleContext } from './sample-context.js';
import type { Sample } from './sample.js';
import { shuffleInBuffer } from './shuffle-buffer.js';
import { stackChecked } from './stack-checked.js';
import { transformChain, type TransformChain } from './transform-chain.js';

/**
 * Batches of a stream from sample `from` of the epoch on; those before it are read and dropped. Samples are read one after the other
 * and changed at the same time. Where either takes time, the next batches are read ahead.
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
      while (reader.takesTime && ahead.length < settings.prefetch) {
        const next = reader.next();
        void quiet(next);
        ahead.push(next);
      }
      const loaded = await loading;
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
  private readonly chain: TransformChain;
  private readonly samples: AsyncIterator<Sample> | Iterator<Sample>;
  private reading: Promise<unknown> = Promise.resolve();
  private isReading = false;

  constructor(
    dataset: IterableDataset,
    private readonly settings: LoaderSettings,
    private readonly epoch: number,
  ) {
    const { transforms, seed, place, stage, shuffle, shuffleBuffer } = settings;
    this.chain = transformChain(transforms, seed, place);
    const streams = new RandomStreams(seed);
    const given: unknown = dataset.iterate({
      ...sampleContext(streams, `${place}/dataset`, epoch, 0),
      stage,
      seed,
    });
    checkStream(given);
    this.takesTime = Symbol.asyncIterator in given;
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
    const { batchSize, dropLast, collate } = this.settings;
    const end = start + samples.length;
    if (samples.length === 0 || (dropLast && end % batchSize !== 0)) return undefined;
    const loan = poolOf(this.settings).lend();
    const nameOf = (at: number): string => `sample ${start + at}`;
    const stacked = stackChecked(collate, await Promise.all(samples as readonly Promise<Sample>[]), {
      allocate: loan.allocate,
      nameOf,
    });
    const { stage } = this.settings;
    const batch = await this.chain.ofBatch(stacked, { epoch: this.epoch, position: start, stage }, false);
    return new LentBatch(batch, Math.floor(start / batchSize), end, loan);
  }

  /** Closes the stream. One that is at work does so by itself, once it answers. */
  async close(): Promise<void> {
    const closing = Promise.resolve(this.samples.return?.());
    if (this.isReading) void quiet(closing);
    else await closing;
  }

  /** Reads up to the next whole batch of the epoch, and begins to change what it reads. */
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
    const nameOf = (): string => `sample ${at}`;
    checkSample(sample, nameOf, 'the stream');
    const { stage } = this.settings;
    const changed = this.chain.ofSample(sample, { epoch: this.epoch, position: at, stage, nameOf });
    this.takesTime ||= changed instanceof Promise;
    return quiet(changed);
  }
}
