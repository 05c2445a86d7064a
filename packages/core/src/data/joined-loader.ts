import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { sha256 } from '../node/sha256.js';
import type { BatchLoader } from './batch-loader.js';
import type { HostBatch } from './batch.js';
import type { DataLoader } from './data-loader.js';
import { checkPlace, type LoadedBatch } from './loaded-batch.js';
import type { SampleSource } from './sample-source.js';

/**
 * When an epoch of several sets together is over: with the one that ends first (`min`), with the one that ends last (`max`; those that
 * are over are left out of its later batches), or with the one that ends last while the others begin again (`cycle`).
 */
export type JoinMode = 'min' | 'max' | 'cycle';

/** Batches of several sets together: a record with a batch of each. */
export class JoinedLoader implements BatchLoader {
  private readonly sets: readonly (readonly [name: string, loader: DataLoader])[];

  constructor(
    loaders: Readonly<Record<string, DataLoader>>,
    private readonly mode: JoinMode,
  ) {
    this.sets = Object.entries(loaders);
  }

  async open(): Promise<void> {
    for (const [name, loader] of this.sets) {
      await loader.open();
      if (this.mode !== 'cycle' || loader.length !== undefined) continue;
      const remedy = "Of a stream nobody knows how long it is: choose 'min' or 'max'.";
      throw new InvalidArgumentError('trainMode', `'min' or 'max' where '${name}' is a stream`, this.mode, remedy);
    }
  }

  get length(): number | undefined {
    return this.batchesIn();
  }

  get samples(): number | undefined {
    const batches = this.length;
    return batches === undefined ? undefined : this.startOf(0, batches);
  }

  batchesIn(): number | undefined {
    const lengths = this.sets.map(([, { length }]) => length);
    if (lengths.includes(undefined)) return undefined;
    return (this.mode === 'min' ? Math.min : Math.max)(...(lengths as number[]));
  }

  startOf(epoch: number, batch: number): number {
    return this.sets.reduce((sum, [, loader]) => sum + this.taken(loader, epoch, batch), 0);
  }

  batchAt(epoch: number, position: number): number {
    let batch = 0;
    for (let step = 2 ** 30; step >= 1; step /= 2)
      if (batch + step <= (this.length ?? Infinity) && this.startOf(epoch, batch + step) <= position) batch += step;
    if (this.startOf(epoch, batch) === position) return batch;
    const remedy = 'Where several sets are read together, a run goes on with the batch sizes that it had.';
    throw new InvalidArgumentError('from', 'the position of the first sample of a batch', position, remedy);
  }

  async orderHash(epoch: number): Promise<string | undefined> {
    const hashes = this.sets.map(async ([name, loader]) => {
      const hash = await loader.orderHash(epoch * this.passes(loader));
      return `${name} ${loader.options.batchSize} ${hash}`;
    });
    return sha256(new TextEncoder().encode((await Promise.all(hashes)).join('\n')));
  }

  sourcesOf(epoch: number, batch: number, key?: string): readonly SampleSource[] {
    return this.sets.flatMap(([name, loader]) => {
      if (key !== undefined && key !== name && !key.startsWith(`${name}.`)) return [];
      const { pass, inner } = this.placeOf(loader, epoch, batch);
      return loader.sourcesOf(pass, inner, key?.slice(name.length + 1));
    });
  }

  async *iterate(epoch: number, from = 0): AsyncGenerator<LoadedBatch, void, undefined> {
    checkPlace({ epoch, from });
    const first = from === 0 ? 0 : this.batchAt(epoch, from);
    const readers = this.sets.map(([name, loader]) => ({
      name,
      read: reader((batch) => this.placeOf(loader, epoch, batch), loader, first, this.mode === 'cycle'),
    }));
    let end = from;
    try {
      for (let index = first; index < (this.length ?? Infinity); index++) {
        const read = await Promise.all(readers.map(({ read }) => read.next()));
        const parts = readers.flatMap(({ name }, at) => {
          const { done, value } = read[at]!;
          return done === true ? [] : [{ name, loaded: value }];
        });
        if (parts.length === 0 || (this.mode === 'min' && parts.length < readers.length)) return;
        const size = parts.reduce((sum, { loaded }) => sum + loaded.size, 0);
        end += size;
        yield joined(parts, { index, size, end });
      }
    } finally {
      for (const { read } of readers) await read.return();
    }
  }

  /** The passes of a set in an epoch. */
  private passes({ length }: DataLoader): number {
    const batches = this.batchesIn();
    return this.mode !== 'cycle' || length === undefined || batches === undefined ? 1 : Math.ceil(batches / length);
  }

  /** Which pass of a set, counted over all epochs, and which batch of it, is a batch of an epoch. */
  private placeOf(loader: DataLoader, epoch: number, batch: number): { pass: number; inner: number } {
    const length = this.mode === 'cycle' ? loader.length! : Infinity;
    const before = Number.isFinite(length) ? Math.floor(batch / length) : 0;
    return { pass: epoch * this.passes(loader) + before, inner: batch - (before === 0 ? 0 : before * length) };
  }

  /** The samples of a set before a batch of an epoch. */
  private taken(loader: DataLoader, epoch: number, batch: number): number {
    const { pass, inner } = this.placeOf(loader, epoch, batch);
    const whole = pass - epoch * this.passes(loader);
    const { length, samples } = loader;
    const last = length === undefined ? inner : Math.min(inner, length);
    const inPass = length === undefined ? 0 : Math.min(loader.startOf(pass, length), samples!);
    return whole * inPass + loader.startOf(pass, last);
  }
}

/** The batches of a set from one on; where it cycles, without end. */
async function* reader(
  placeOf: (batch: number) => { pass: number; inner: number },
  loader: DataLoader,
  first: number,
  cycles: boolean,
): AsyncGenerator<LoadedBatch, void, undefined> {
  let { pass, inner } = placeOf(first);
  do {
    if (loader.length === undefined || inner < loader.length) yield* loader.iterate(pass, loader.startOf(pass, inner));
    pass += 1;
    inner = 0;
  } while (cycles);
}

function joined(
  parts: readonly { name: string; loaded: LoadedBatch }[],
  place: Pick<LoadedBatch, 'index' | 'size' | 'end'>,
): LoadedBatch {
  const batch: HostBatch = Object.fromEntries(parts.map(({ name, loaded }) => [name, loaded.batch]));
  return {
    batch,
    ...place,
    release() {
      for (const { loaded } of parts) loaded.release();
    },
  };
}
