import { columnarDataset } from './columnar.js';
import { opened, read } from './data-loader.fixture.js';
import { DataLoader, type DataLoaderOptions } from './data-loader.js';
import type { Dataset, IterableDataset } from './dataset.js';
import { ndArray, type NdArray } from './nd-array.js';
import { contextWithin } from './sample-context.js';
import type { Transform } from './transform.js';

const zeros = (length: number): Dataset => columnarDataset(() => ({ x: ndArray(new Float32Array(length)) }));
const add: Transform = {
  apply: (sample, { random }) => ({ x: (sample['x'] as number) + random('noise').uniform() }),
};
const values = async (options: DataLoaderOptions, epoch = 0, from = 0): Promise<number[]> => {
  const batches = await read(await opened(options), epoch, from);
  return batches.flatMap(({ batch }) => Array.from((batch['x'] as NdArray<'float32'>).data));
};

describe('Random numbers of data', () => {
  it('differ between two equal transforms in a chain', async () => {
    const second: Transform = {
      apply: (sample, context) => ({ x: (add.apply!({ x: 0 }, context) as { x: number }).x - (sample['x'] as number) }),
    };
    expect((await values({ dataset: zeros(4), transforms: [add, second] })).every((value) => value !== 0)).toBe(true);
  });

  it('differ for a sample that comes three times in an epoch', async () => {
    const sampler = { indices: () => [0, 0, 0] };
    expect(new Set(await values({ dataset: zeros(1), sampler, transforms: [add] })).size).toBe(3);
  });

  it('differ between places, epochs and seeds, and are the same again in each', async () => {
    const options = { dataset: zeros(3), transforms: [add] };
    const first = await values({ ...options, place: 'train' });
    expect(await values({ ...options, place: 'train', batchSize: 2 })).toEqual(first);
    expect(await values({ ...options, place: 'validation' })).not.toEqual(first);
    expect(await values({ ...options, place: 'train' }, 1)).not.toEqual(first);
    expect(await values({ ...options, place: 'train', seed: 1 })).not.toEqual(first);
  });

  it('are those of the place in the epoch where one is entered in the middle', async () => {
    for (const batchSize of [1, 3, 5]) {
      const options = { dataset: zeros(7), transforms: [add], shuffle: true, batchSize };
      expect(await values(options, 2, 3)).toEqual((await values(options, 2)).slice(3));
    }
  });

  it('differ between the transforms within one', async () => {
    const both: Transform = {
      apply: (sample, context) => {
        const draw = (part: string): number => contextWithin(context, part).random('noise').uniform();
        return { ...sample, x: draw('left') - draw('right') };
      },
    };
    expect(await values({ dataset: zeros(1), transforms: [both] })).not.toEqual([0]);
  });

  it('differ between a dataset and a transform', async () => {
    const dataset: Dataset = {
      open: () => undefined,
      length: 2,
      get: (_, context) => ({ x: context!.random('noise').uniform() }),
    };
    const minus: Transform = {
      apply: (sample, { random }) => ({ x: (sample['x'] as number) - random('noise').uniform() }),
    };
    const drawn = await values({ dataset, transforms: [minus] });
    expect(drawn.every((value) => value !== 0)).toBe(true);
  });
});

describe('Transforms of batches', () => {
  const mix: Transform = {
    applyBatch: (batch, { random }) => {
      const { dtype, shape, data } = batch['x'] as NdArray<'float32'>;
      const share = random('share').uniform();
      return { x: { dtype, shape, data: data.map((value, row) => value * share + data.at(-1 - row)! * (1 - share)) } };
    },
  };
  const counting = (asked: string[]): Dataset => {
    const dataset = columnarDataset(() => ({ x: ndArray(Float32Array.of(0, 1, 2, 3)) }));
    return {
      open: () => dataset.open(),
      get length() {
        return dataset.length;
      },
      get: (index) => (asked.push('get'), dataset.get(index)),
      getBatch: (indices, allocate) => (asked.push('getBatch'), dataset.getBatch(indices, allocate)),
    };
  };

  it('follow those of samples, and draw once a batch', async () => {
    const drawn = await values({ dataset: counting([]), batchSize: 2, transforms: [mix] });
    const [first, second] = [drawn[1]!, drawn[3]! - 2];
    expect(drawn[0]).toBeCloseTo(1 - first, 6);
    expect(first).not.toBeCloseTo(second, 3);
    const double: Transform = { apply: ({ x }) => ({ x: 2 * (x as number) }) };
    const doubled = await values({ dataset: counting([]), batchSize: 2, transforms: [double, mix] });
    expect(doubled[0]! + doubled[1]!).toBeCloseTo(2, 6);
  });

  it('leave a dataset of columns to be read a batch at a time', async () => {
    const asked: string[] = [];
    await values({ dataset: counting(asked), batchSize: 2, transforms: [mix] });
    const scale: Transform = {
      apply: ({ x }) => ({ x: (x as number) * 2 }),
      applyBatch: ({ x }) => ({ x: { ...(x as NdArray), data: (x as NdArray<'float32'>).data.map((v) => v * 2) } }),
    };
    const scaled = await values({ dataset: counting(asked), batchSize: 4, transforms: [scale, mix] });
    expect(asked).toEqual(['getBatch', 'getBatch', 'getBatch']);
    const one: Transform = { apply: ({ x }) => ({ x: (x as number) * 2 }) };
    expect(await values({ dataset: counting(asked), batchSize: 4, transforms: [one, mix] })).toEqual(scaled);
    expect(asked.filter((name) => name === 'get').length).toBe(4);
  });

  it.each<[string, readonly Transform[], RegExp]>([
    [
      'before one of samples',
      [mix, { apply: (sample) => sample }],
      /those of samples before those of batches, got 'transform 1'/,
    ],
    ['that is none', [{}], /transforms.0 must be a transform, with apply or applyBatch/],
    ['that forgets what it learns', [{ apply: (sample) => sample, fit: () => undefined }], /state and load beside fit/],
  ])('are refused: one %s', (_, transforms, message) => {
    const run = (): unknown => new DataLoader({ dataset: zeros(1), transforms });
    expect(run).toThrow(message);
    expect(run).toThrow(expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }));
  });
});

describe('A stream', () => {
  const stream = (length: number, seen: unknown[] = []): IterableDataset => ({
    open: () => undefined,
    *iterate(context) {
      seen.push([context.epoch, context.seed, context.random('x').uniform()]);
      for (let x = 0; x < length; x++) yield { x };
    },
  });

  it('is begun with epoch, seed and random numbers of its own', async () => {
    const seen: unknown[] = [];
    const options = { dataset: stream(3, seen), seed: 5 };
    await values(options, 1);
    await values(options, 1);
    await values(options, 2);
    expect(seen[0]).toEqual([1, 5, expect.any(Number)]);
    expect(seen[1]).toEqual(seen[0]);
    expect((seen[2] as number[])[2]).not.toBe((seen[0] as number[])[2]);
  });

  it('is shuffled in a buffer: every sample once, none before its time, the same again', async () => {
    const options = { dataset: stream(50), shuffle: true, shuffleBuffer: 10, batchSize: 8 };
    const order = await values(options);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, x) => x));
    expect(order.every((x, position) => x <= position + 10)).toBe(true);
    expect(order).not.toEqual([...order].sort((a, b) => a - b));
    expect(await values({ ...options, batchSize: 3 })).toEqual(order);
    expect(await values(options, 1)).not.toEqual(order);
    expect(await values(options, 0, 13)).toEqual(order.slice(13));
  });

  it('has samples changed at the same time, and is read ahead', async () => {
    let running = 0;
    let most = 0;
    const slow: Transform = {
      apply: async (sample) => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, 1));
        running -= 1;
        return sample;
      },
    };
    const asynchronous: IterableDataset = {
      open: () => undefined,
      async *iterate() {
        for (let x = 0; x < 16; x++) yield await Promise.resolve({ x });
      },
    };
    expect(await values({ dataset: asynchronous, batchSize: 4, prefetch: 2, transforms: [slow] })).toEqual(
      Array.from({ length: 16 }, (_, x) => x),
    );
    expect(most).toBeGreaterThan(4);
    expect(most).toBeLessThanOrEqual(12);
  });
});

describe('Samplers', () => {
  it('see original indices and the columns that they ask for', async () => {
    const { subset } = await import('./subset.js');
    const whole = columnarDataset(() => ({
      x: ndArray(Float32Array.of(0, 10, 20, 30, 40)),
      size: ndArray(Float32Array.of(5, 4, 3, 2, 1)),
    }));
    await whole.open();
    const weights = [0, 0, 0, 1, 1];
    const weighted = {
      indices: ({ originalIndices }: { originalIndices: ArrayLike<number> }) =>
        Array.from(originalIndices, (index, at) => [weights[index]!, at] as const).flatMap(([weight, at]) =>
          weight > 0 ? [at] : [],
        ),
    };
    const part = subset(subset(whole, [1, 2, 3, 4]), [0, 3, 2]);
    expect(Array.from(part.indices!)).toEqual([1, 4, 3]);
    expect(await values({ dataset: part, sampler: weighted })).toEqual([40, 30]);
    const bySize = {
      columns: ['size'],
      indices: ({ columns }: { columns: Readonly<Record<string, unknown>> }) => {
        const { data } = columns['size'] as NdArray<'float32'>;
        return Array.from(data.keys()).sort((a, b) => data[a]! - data[b]!);
      },
    };
    expect(await values({ dataset: part, sampler: bySize })).toEqual([40, 30, 10]);
    const missing = opened({ dataset: part, sampler: { ...bySize, columns: ['length'] } });
    await expect(missing).rejects.toThrow(/columns of the sampler must be parts of the samples, got 'length'/);
  });

  it('may make the batches, which are entered at their beginnings', async () => {
    const dataset = columnarDataset(() => ({ x: ndArray(Float32Array.of(0, 1, 2, 3, 4, 5)) }));
    const sampler = {
      batches: ({ epoch }: { epoch: number }) => (epoch === 0 ? [[5], [0, 1, 2]] : [[3], [4], [0, 1]]),
    };
    const loader = await opened({ dataset, sampler });
    const batches = await read(loader);
    expect(batches.map(({ size, index, end }) => [index, size, end])).toEqual([
      [0, 1, 1],
      [1, 3, 4],
    ]);
    expect([loader.length, loader.samples, loader.batchesIn(1)]).toEqual([2, 4, 3]);
    expect(loader.indicesOf(1, 2)).toEqual([0, 1]);
    expect(await values({ dataset, sampler }, 0, 1)).toEqual([0, 1, 2]);
    await expect(values({ dataset, sampler }, 0, 2)).rejects.toThrow(/from must be the position of the first sample/);
  });

  it.each<[string, DataLoaderOptions['sampler'], RegExp]>([
    ['neither indices nor batches', {}, /sampler must be a sampler, with indices or with batches/],
    ['no lists', { batches: () => 7 as never }, /What batches of the sampler gives must be lists/],
    ['an empty batch', { batches: () => [[]] }, /of at least one sample/],
    ['an index beyond the end', { batches: () => [[0, 9]] }, /a whole number from 0 to 1/],
  ])('are refused where they give %s', async (_, sampler, message) => {
    await expect((async () => opened({ dataset: zeros(2), sampler }))()).rejects.toThrow(message);
  });
});

describe('A position in an epoch', () => {
  it('goes on with another batch size where the first one stopped', async () => {
    const dataset = columnarDataset(() => ({ x: ndArray(Float32Array.from({ length: 16 }, (_, x) => x)) }));
    const order = await values({ dataset, shuffle: true });
    const first = (await read(await opened({ dataset, shuffle: true, batchSize: 4 })))[2]!.end;
    expect(first).toBe(12);
    expect(await values({ dataset, shuffle: true, batchSize: 8 }, 0, first)).toEqual(order.slice(12));
    const loader = await opened({ dataset, batchSize: 8 });
    expect((await read(loader, 0, 12)).map(({ index, size }) => [index, size])).toEqual([[1, 4]]);
    expect((await read(loader, 0, 4)).map(({ index, size }) => [index, size])).toEqual([
      [0, 4],
      [1, 8],
    ]);
  });

  it('belongs to an order that is known by its hash', async () => {
    const dataset = columnarDataset(() => ({ x: ndArray(new Float32Array(9)) }));
    const hash = async (options: Partial<DataLoaderOptions>, epoch = 0): Promise<string | undefined> =>
      (await opened({ dataset, ...options })).orderHash(epoch);
    expect(await hash({ shuffle: true })).toBe(await hash({ shuffle: true, batchSize: 2 }));
    expect(await hash({ shuffle: true })).not.toBe(await hash({}));
    expect(await hash({ shuffle: true })).not.toBe(await hash({ shuffle: true }, 1));
    expect(await hash({ dataset: stream9 })).toBeUndefined();
  });
});

const stream9: IterableDataset = {
  open: () => undefined,
  *iterate() {
    for (let x = 0; x < 9; x++) yield { x };
  },
};
