import fc from 'fast-check';

import { batchSizeOf } from './batch.js';
import { columnarDataset } from './columnar.js';
import { opened, read } from './data-loader.fixture.js';
import { DataLoader, type DataLoaderOptions, type LoadedBatch } from './data-loader.js';
import type { Dataset, IterableDataset } from './dataset.js';
import { ndArray, type NdArray } from './nd-array.js';
import type { Sample } from './sample.js';
import type { Sampler } from './sampler.js';
import type { Transform } from './transform.js';

/** Samples `{ x: index }`, in columns. */
const counting = (length: number): Dataset =>
  columnarDataset(() => ({ x: ndArray(Float32Array.from({ length }, (_, index) => index)) }));

/** The same one by one, some of them only after a while. */
function slow(length: number, get: (index: number) => Sample | Promise<Sample> = (x) => ({ x })): Dataset {
  return {
    open: () => Promise.resolve(),
    length,
    get: (index) => new Promise((resolve) => setTimeout(resolve, index % 3)).then(() => get(index)),
  };
}

const stream = (length: number, seen: number[] = []): IterableDataset => ({
  open: () => undefined,
  *iterate() {
    for (let x = 0; x < length; x++) {
      seen.push(x);
      yield { x };
    }
  },
});

const valuesOf = ({ batch }: LoadedBatch): number[] => Array.from((batch['x'] as NdArray<'float32'>).data);

const settings = fc.record({
  length: fc.integer({ min: 1, max: 40 }),
  batchSize: fc.integer({ min: 1, max: 12 }),
  shuffle: fc.boolean(),
  dropLast: fc.boolean(),
  seed: fc.nat(2 ** 32),
  prefetch: fc.nat(3),
});

describe('A DataLoader', () => {
  it('gives every sample once an epoch, in batches', async () => {
    await fc.assert(
      fc.asyncProperty(settings, fc.nat(5), async ({ length, ...options }, epoch) => {
        const loader = new DataLoader({ dataset: counting(length), ...options, dropLast: false });
        await loader.open();
        const batches = await read(loader, epoch);
        expect(batches.map(({ index }) => index)).toEqual(batches.map((_, index) => index));
        expect(batches.flatMap(valuesOf).sort((a, b) => a - b)).toEqual(Array.from({ length }, (_, x) => x));
        expect(batches.map(({ size }) => size)).toEqual(batches.map(({ batch }) => batchSizeOf(batch)));
        expect([loader.length, loader.samples]).toEqual([batches.length, length]);
        expect(batches.slice(0, -1).every(({ size }) => size === options.batchSize)).toBe(true);
      }),
    );
  });

  it('gives, entered at any batch, what it gives when read from the start', async () => {
    await fc.assert(
      fc.asyncProperty(settings, fc.nat(3), fc.nat(50), async ({ length, ...options }, epoch, at) => {
        const all = await read(new DataLoader({ dataset: await openedDataset(length), ...options }), epoch);
        const batch = at % (all.length + 1);
        const from = all[batch - 1]?.end ?? 0;
        expect(await read(new DataLoader({ dataset: await openedDataset(length), ...options }), epoch, from)).toEqual(
          all.slice(batch),
        );
      }),
    );
  });

  it('says beforehand which samples a batch has', async () => {
    await fc.assert(
      fc.asyncProperty(settings, fc.nat(3), async ({ length, ...options }, epoch) => {
        const loader = new DataLoader({ dataset: await openedDataset(length), ...options });
        const batches = await read(loader, epoch);
        expect(batches.map(({ index }) => loader.indicesOf(epoch, index))).toEqual(batches.map(valuesOf));
      }),
    );
  });

  it('takes samples in their own order unless it shuffles', async () => {
    const batches = await read(await opened({ dataset: counting(5), batchSize: 2 }));
    expect(batches.map(valuesOf)).toEqual([[0, 1], [2, 3], [4]]);
  });

  it('shuffles by seed and epoch, and by nothing else', async () => {
    const order = async (seed: number, epoch: number, batchSize = 4): Promise<number[]> =>
      (await read(await opened({ dataset: counting(20), shuffle: true, seed, batchSize }), epoch)).flatMap(valuesOf);
    const first = await order(1, 0);
    expect(await order(1, 0)).toEqual(first);
    expect(await order(1, 0, 7)).toEqual(first);
    expect(await order(1, 1)).not.toEqual(first);
    expect(await order(2, 0)).not.toEqual(first);
    expect(first).not.toEqual([...first].sort((a, b) => a - b));
  });

  it('gives an epoch again after another one', async () => {
    const loader = await opened({ dataset: counting(9), shuffle: true, batchSize: 2 });
    const first = await read(loader, 0);
    await read(loader, 1);
    expect(await read(loader, 0)).toEqual(first);
  });

  it('leaves out a last batch that is not full where it should', async () => {
    const loader = await opened({ dataset: counting(7), batchSize: 3, dropLast: true });
    expect(loader.length).toBe(2);
    expect((await read(loader)).map(valuesOf)).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
  });

  it('shows a sampler the columns of samples as batches have them', async () => {
    const samples = [
      { size: 3, name: 'a', point: ndArray([1, 2]), tokens: ndArray([1]) },
      { size: 1, name: 'b', point: ndArray([3, 4]), tokens: ndArray([1, 2]) },
    ];
    const dataset: Dataset = { open() {}, length: 2, get: (index) => samples[index]! };
    let seen: unknown;
    const sampler: Sampler = {
      columns: ['size', 'name', 'point', 'tokens'],
      indices: ({ columns }) => {
        seen = columns;
        return [0];
      },
    };
    await opened({ dataset, batchSize: 1, sampler });
    expect(seen).toEqual({
      size: ndArray([3, 1]),
      name: ['a', 'b'],
      point: ndArray([
        [1, 2],
        [3, 4],
      ]),
      tokens: [ndArray([1]), ndArray([1, 2])],
    });
  });

  it('follows a sampler, which may leave out and repeat', async () => {
    const sampler = { indices: ({ epoch, length }: { epoch: number; length: number }) => [epoch, 2, 2, length - 1] };
    const loader = await opened({ dataset: counting(6), batchSize: 3, sampler });
    expect([loader.samples, loader.length]).toEqual([4, 2]);
    expect((await read(loader, 1)).map(valuesOf)).toEqual([[1, 2, 2], [5]]);
  });

  it('keeps the order of what is read ahead', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 4 }),
        fc.nat(5),
        async (length, batchSize, prefetch) => {
          const batches = await read(await opened({ dataset: slow(length), batchSize, prefetch }));
          expect(batches.flatMap(valuesOf)).toEqual(Array.from({ length }, (_, x) => x));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('reads no further ahead than it should', async () => {
    const asked: number[] = [];
    const dataset = slow(10, (x) => ({ x }));
    const watched: Dataset = { ...dataset, get: (index) => (asked.push(index), dataset.get(index)) };
    const loader = await opened({ dataset: watched, batchSize: 1, prefetch: 2 });
    const batches = loader.iterate(0);
    await batches.next();
    expect(asked).toEqual([0, 1, 2]);
    await batches.next();
    expect(asked).toEqual([0, 1, 2, 3]);
    await batches.return();
  });

  describe('of a dataset with a sample that fails', () => {
    let unhandled: unknown[];
    const listener = (reason: unknown): void => void unhandled.push(reason);

    beforeEach(() => {
      unhandled = [];
      process.on('unhandledRejection', listener);
    });

    afterEach(() => {
      process.off('unhandledRejection', listener);
    });

    const settle = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 10));
    const broken = (x: number): Sample => {
      if (x === 4) throw new Error('sample 4 is broken');
      return { x };
    };

    it.each<[string, Dataset]>([
      ['later', slow(8, broken)],
      ['at once', { ...slow(8), get: (x) => (x === 4 ? broken(x) : Promise.resolve({ x })) }],
      [
        'beside samples that fail later',
        {
          ...slow(8),
          get: (x) =>
            x === 5 ? broken(4) : x === 4 ? Promise.reject(new Error('sample 4 is broken')) : Promise.resolve({ x }),
        },
      ],
    ])('that fails %s, reports it when it is its turn', async (_, dataset) => {
      const loader = await opened({ dataset, batchSize: 2, prefetch: 3 });
      const seen: number[][] = [];
      const reading = (async () => {
        for await (const batch of loader.iterate(0)) {
          seen.push(valuesOf(batch));
          await settle();
        }
      })();
      await expect(reading).rejects.toThrow('sample 4 is broken');
      expect(seen).toEqual([
        [0, 1],
        [2, 3],
      ]);
      await settle();
      expect(unhandled).toEqual([]);
    });

    it('leaves no rejection behind when the reader stops before it', async () => {
      const loader = await opened({ dataset: slow(8, broken), batchSize: 2, prefetch: 4 });
      for await (const batch of loader.iterate(0)) {
        expect(valuesOf(batch)).toEqual([0, 1]);
        break;
      }
      await settle();
      expect(unhandled).toEqual([]);
    });
  });

  describe('whose batches are released', () => {
    const double: Transform = { apply: ({ x }) => ({ x: ndArray([2 * (x as number), 0]) }) };
    const kinds: [string, DataLoaderOptions][] = [
      ['columns', { dataset: counting(12), batchSize: 4 }],
      ['samples that come at once', { dataset: counting(12), batchSize: 4, transforms: [double] }],
      ['samples that come later', { dataset: slow(12, (x) => ({ x: ndArray([x]) })), batchSize: 4 }],
      ['a stream', { dataset: stream(12), batchSize: 4, transforms: [double] }],
    ];

    it.each(kinds)('fills their arrays anew: %s', async (_, options) => {
      const kept = (await read(await opened(options))).map(valuesOf);
      const arrays = new Set<unknown>();
      const values: number[][] = [];
      const loader = await opened(options);
      for (let epoch = 0; epoch < 3; epoch++) {
        for await (const loaded of loader.iterate(0)) {
          arrays.add((loaded.batch['x'] as NdArray).data);
          values.push(valuesOf(loaded));
          loaded.release();
        }
      }
      expect(values).toEqual([...kept, ...kept, ...kept]);
      // What is read ahead needs arrays of its own: one, and two besides by default.
      expect(arrays.size).toBeLessThanOrEqual(3);
    });

    it.each(kinds)('leaves alone what was not released: %s', async (_, options) => {
      const batches: LoadedBatch[] = [];
      const loader = await opened(options);
      for await (const loaded of loader.iterate(0)) {
        if (loaded.index === 1) loaded.release();
        batches.push(loaded);
      }
      const expected = (await read(await opened(options))).map(valuesOf);
      expect([0, 2].map((index) => valuesOf(batches[index]!))).toEqual([expected[0], expected[2]]);
    });
  });

  describe('with transforms', () => {
    const noisy: Transform = {
      apply: (sample, { random }) => ({ ...sample, x: (sample['x'] as number) + random('noise').uniform(0, 0.5) }),
    };
    const late: Transform = { apply: (sample, context) => Promise.resolve(noisy.apply!(sample, context)) };

    it('draws for each place in an epoch by itself, whatever the batch size', async () => {
      const values = async (options: Partial<DataLoaderOptions>, epoch = 0): Promise<number[]> => {
        const loader = await opened({ dataset: counting(10), transforms: [noisy], seed: 3, ...options });
        return (await read(loader, epoch)).flatMap(valuesOf).sort((a, b) => a - b);
      };
      const first = await values({ batchSize: 10 });
      expect(new Set(first.map((value) => Math.floor(value))).size).toBe(10);
      expect(new Set(first.map((value) => value % 1)).size).toBe(10);
      expect(await values({ batchSize: 3 })).toEqual(first);
      expect(await values({ dataset: slow(10), batchSize: 4 })).toEqual(first);
      expect(await values({ transforms: [late] })).toEqual(first);
      expect(await values({}, 1)).not.toEqual(first);
      expect(await values({ seed: 4 })).not.toEqual(first);
    });

    it('applies one after the other', async () => {
      const add: Transform = { apply: (sample) => ({ x: (sample['x'] as number) + 1 }) };
      const double: Transform = { apply: (sample) => Promise.resolve({ x: (sample['x'] as number) * 2 }) };
      const loader = await opened({ dataset: counting(3), transforms: [add, double, add] });
      expect((await read(loader)).flatMap(valuesOf)).toEqual([3, 5, 7]);
    });

    it('draws for the samples of a stream by their position', async () => {
      const loader = await opened({ dataset: stream(7), batchSize: 2, transforms: [noisy] });
      const all = await read(loader);
      expect(await read(loader, 0, 4)).toEqual(all.slice(2));
      const larger = await read(await opened({ dataset: stream(7), batchSize: 5, transforms: [noisy] }));
      expect(larger.flatMap(valuesOf)).toEqual(all.flatMap(valuesOf));
    });
  });

  it('stacks by the collate function that it is given', async () => {
    const loader = await opened({ dataset: counting(3), collate: (samples) => ({ rows: samples.map(({ x }) => x) }) });
    expect((await read(loader))[0]).toEqual({ batch: { rows: [0, 1, 2] }, index: 0, size: 3, end: 3 });
  });

  describe('of a stream', () => {
    it.each([undefined, null, 7, {}])('says that iterate gives no samples: %j', async (given) => {
      const dataset = { open: () => undefined, iterate: () => given } as unknown as IterableDataset;
      await expect(read(await opened({ dataset }))).rejects.toThrow(
        /^What iterate gives must be samples.*INVALID_ARGUMENT/s,
      );
    });

    it('gives its samples in their order, and knows no length', async () => {
      const loader = await opened({ dataset: stream(5), batchSize: 2 });
      expect([loader.length, loader.samples]).toEqual([undefined, undefined]);
      expect((await read(loader)).map(valuesOf)).toEqual([[0, 1], [2, 3], [4]]);
      expect(loader.indicesOf(0, 1)).toEqual([2, 3]);
      const full = await opened({ dataset: stream(5), batchSize: 2, dropLast: true });
      expect((await read(full)).map(valuesOf)).toEqual([
        [0, 1],
        [2, 3],
      ]);
    });

    it('gives, entered at any batch, what it gives when read from the start', async () => {
      await fc.assert(
        fc.asyncProperty(settings, fc.nat(50), async ({ length, batchSize }, at) => {
          const loader = await opened({ dataset: stream(length), batchSize });
          const all = await read(loader);
          const batch = at % (all.length + 1);
          expect(await read(loader, 0, all[batch - 1]?.end ?? 0)).toEqual(all.slice(batch));
        }),
      );
    });

    it('is closed when the reader stops', async () => {
      let closed = false;
      const dataset: IterableDataset = {
        open: () => undefined,
        async *iterate() {
          try {
            for (let x = 0; ; x++) yield await Promise.resolve({ x });
          } finally {
            closed = true;
          }
        },
      };
      for await (const { index } of new DataLoader({ dataset, batchSize: 2 }).iterate(0)) if (index === 3) break;
      expect(closed).toBe(true);
    });

    it('reads no more than it needs', async () => {
      const seen: number[] = [];
      const batches = new DataLoader({ dataset: stream(100, seen), batchSize: 3 }).iterate(0);
      await batches.next();
      await batches.return();
      expect(seen).toEqual([0, 1, 2]);
    });

    it('without samples is an error at its end', async () => {
      const loader = await opened({ dataset: stream(0) });
      await expect(read(loader)).rejects.toMatchObject({ code: 'LML_EMPTY_DATASET' });
      const short = await opened({ dataset: stream(3), batchSize: 4, dropLast: true });
      await expect(read(short)).rejects.toThrow('The dataset has 3 samples, less than one batch of 4');
    });
  });

  it('without samples is an error when it is opened', async () => {
    const opening = opened({ dataset: counting(0) });
    await expect(opening).rejects.toMatchObject({ code: 'LML_EMPTY_DATASET' });
    await expect(opening).rejects.toThrow('The dataset has no samples');
  });

  it('without one full batch, where only full ones count, is an error when it is opened', async () => {
    const opening = opened({ dataset: counting(3), batchSize: 8, dropLast: true });
    await expect(opening).rejects.toMatchObject({ code: 'LML_EMPTY_DATASET' });
    await expect(opening).rejects.toThrow('The dataset has 3 samples, less than one batch of 8');
    await expect(opening).rejects.toThrow('Lower batchSize or set dropLast to false');
  });

  const sampler = { indices: () => [0] };
  it.each<[string, DataLoaderOptions, RegExp]>([
    ['a batch size of 0', { dataset: counting(1), batchSize: 0 }, /batchSize must be a positive integer, got 0/],
    ['half a sample', { dataset: counting(1), batchSize: 1.5 }, /batchSize/],
    [
      'a negative prefetch',
      { dataset: counting(1), prefetch: -1 },
      /prefetch must be an integer of at least 0, got -1/,
    ],
    ['a negative seed', { dataset: counting(1), seed: -1 }, /seed must be an integer of at least 0, got -1/],
    [
      'a sampler besides shuffling',
      { dataset: counting(1), shuffle: true, sampler },
      /shuffle must be false where a sampler is given/,
    ],
    ['sampling a stream', { dataset: stream(1), sampler }, /sampler must be left out for a stream of samples/],
    ['lists', { dataset: [[5, 3.4]] as never }, /dataset must be a dataset: .* unlabelled\(\{ inputs \}\)/],
    ['what is no dataset', { dataset: counting as never }, /dataset must be a dataset: .*, got the function counting/],
  ])('refuses %s', (_, options, message) => {
    expect(() => new DataLoader(options)).toThrow(message);
    expect(() => new DataLoader(options)).toThrow(expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }));
  });

  it.each([
    [-1, 0],
    [0, -1],
    [0.5, 0],
    [0, 1.5],
  ])('refuses to begin in epoch %p at sample %p', async (epoch, from) => {
    await expect(read(await opened({ dataset: counting(4) }), epoch, from)).rejects.toMatchObject({
      code: 'LML_INVALID_ARGUMENT',
    });
  });
});

async function openedDataset(length: number): Promise<Dataset> {
  const dataset = counting(length);
  await dataset.open();
  return dataset;
}
