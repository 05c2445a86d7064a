import fc from 'fast-check';

import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { SplitInput, Splitter } from './splitter.js';
import { columnarDataset } from './columnar.js';
import type { DataLoader } from './data-loader.js';
import { DataModule, type DataModuleOptions } from './data-module.js';
import { STAGES, type Stage } from './stage.js';
import type { Dataset, IterableDataset } from './dataset.js';
import { ndArray } from './nd-array.js';
import type { Sample } from './sample.js';
import { splitsOf } from './split-targets.js';
import { column, subset } from './subset.js';

const counting = (length: number): Dataset & { opened: number } => {
  const dataset = columnarDataset(() => ({
    x: ndArray(Float32Array.from({ length }, (_, index) => index)),
    target: ndArray(Int32Array.from({ length }, (_, index) => index % 2)),
  }));
  return Object.assign(Object.create(dataset) as Dataset, {
    opened: 0,
    open(this: { opened: number }) {
      this.opened += 1;
      return dataset.open();
    },
  });
};

const stream: IterableDataset = { open: () => undefined, iterate: () => [{ x: 1 }] };

async function setUp(options: DataModuleOptions, seed?: number): Promise<DataModule> {
  const data = new DataModule(options);
  await data.setup({ ...(seed !== undefined && { seed }) });
  return data;
}

async function values(data: DataModule, stage: Stage, epoch = 0): Promise<number[]> {
  const loader = data.loader(stage)!;
  await loader.open();
  const all: number[] = [];
  for await (const { batch } of loader.iterate(epoch))
    all.push(...Array.from((batch['x'] as { data: Float32Array }).data));
  return all;
}

/** Every second sample is for testing. */
const alternating: Splitter = {
  split: ({ length }) => {
    const all = Array.from({ length }, (_, index) => index);
    return [{ train: all.filter((index) => index % 2 === 0), test: all.filter((index) => index % 2 === 1) }];
  },
};

describe('A DataModule with one dataset', () => {
  it('divides it by fractions, without loss or overlap', async () => {
    const fractions = fc.option(fc.double({ min: 0.05, max: 0.45, noNaN: true }), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 20, max: 200 }),
        fractions,
        fractions,
        fc.nat(),
        async (length, validation, test, seed) => {
          const data = await setUp({ dataset: counting(length), split: { validation, test } }, seed);
          const parts = STAGES.flatMap((stage) => data.indices[stage] ?? []);
          expect([...parts].sort((a, b) => a - b)).toEqual(Array.from({ length }, (_, index) => index));
          expect(data.loader('test')?.samples).toBe(test === undefined ? undefined : Math.round(test * length));
          expect(data.loader('validation')?.samples).toBe(
            validation === undefined ? undefined : Math.round(validation * length),
          );
          expect(data.loader('predict')).toBeUndefined();
        },
      ),
      { numRuns: 50 },
    );
  });

  it('gives each stage its own samples', async () => {
    const data = await setUp({ dataset: counting(50), split: { validation: 0.2, test: 0.1 }, batchSize: 8 });
    for (const stage of ['train', 'validation', 'test'] as const) {
      expect((await values(data, stage)).sort((a, b) => a - b)).toEqual(data.indices[stage]);
    }
  });

  it('divides by the seed, its own or else that of the project', async () => {
    const parts = async (options: Partial<DataModuleOptions>, seed?: number): Promise<unknown> =>
      (await setUp({ dataset: counting(40), split: { test: 0.5 }, ...options }, seed)).indices;
    const first = await parts({}, 7);
    expect(await parts({}, 7)).toEqual(first);
    expect(await parts({ seed: 7 }, 8)).toEqual(first);
    expect(await parts({}, 8)).not.toEqual(first);
  });

  it('takes the same test samples whether validation samples are taken or not', async () => {
    const [alone, both] = [{ test: 0.2 }, { test: 0.2, validation: 0.3 }];
    const tests = await Promise.all(
      [alone, both].map(async (split) => (await setUp({ dataset: counting(40), split }, 3)).indices.test),
    );
    expect(tests[0]).toEqual(tests[1]);
  });

  it('asks a splitter, with the targets', async () => {
    const asked: unknown[] = [];
    const splitter: Splitter = {
      split: (input) => {
        asked.push({ ...input, targets: Array.from(input.targets as ArrayLike<number>) });
        return alternating.split(input);
      },
    };
    const data = await setUp({ dataset: counting(6), split: { test: splitter } });
    expect(asked).toEqual([{ length: 6, targets: [0, 1, 0, 1, 0, 1] }]);
    expect(data.indices).toEqual({ train: [0, 2, 4], test: [1, 3, 5] });
  });

  it('divides what is left after the test samples, by splitters and fractions in any mixture', async () => {
    const both = await setUp({ dataset: counting(8), split: { test: alternating, validation: alternating } });
    expect(both.indices).toEqual({ train: [0, 4], validation: [2, 6], test: [1, 3, 5, 7] });
    const mixed = await setUp({ dataset: counting(8), split: { test: alternating, validation: 0.25 } });
    expect(mixed.indices.test).toEqual([1, 3, 5, 7]);
    expect(mixed.indices.validation).toHaveLength(2);
    const other = await setUp({ dataset: counting(8), split: { test: 0.25, validation: alternating } });
    expect([other.indices.test?.length, other.indices.validation?.length, other.indices.train?.length]).toEqual([
      2, 3, 3,
    ]);
  });

  it('trains on all where nothing is taken', async () => {
    const data = await setUp({ dataset: counting(4) });
    expect(data.indices).toEqual({ train: [0, 1, 2, 3] });
    expect(data.loader('validation')).toBeUndefined();
  });

  it('may have data to predict on besides', async () => {
    const data = await setUp({ dataset: counting(4), predict: counting(9) });
    expect(data.loader('predict')?.samples).toBe(9);
  });

  it.each([
    ['test', { test: 0.01 }, 'Of 10 samples none is left for test data (split 0.01)'],
    ['validation', { validation: { split: () => [{ train: [0], test: [] }] } }, 'none is left for validation data'],
    ['validation', { validation: { split: () => [] } }, 'The splitter for validation data gave no split'],
  ])('refuses a split that leaves no %s data', async (_, split, message) => {
    const setup = setUp({ dataset: counting(10), split });
    await expect(setup).rejects.toThrow(message);
    await expect(setup).rejects.toMatchObject({ code: 'LML_EMPTY_DATASET' });
  });
});

describe('A DataModule with given sets', () => {
  it('gives them as they are, streams too', async () => {
    const data = await setUp({ train: counting(5), validation: stream, test: counting(3) });
    expect(STAGES.map((stage) => data.loader(stage)?.samples)).toEqual([5, undefined, 3, undefined]);
    expect(data.loader('validation')).toBeDefined();
    expect(data.indices).toEqual({});
  });

  it.each<[string, DataModuleOptions, RegExp]>([
    [
      'a dataset and a train set',
      { dataset: counting(1), train: counting(1) },
      /dataset must be left out where train, validation or test data are given/,
    ],
    ['a dataset and a test set', { dataset: counting(1), test: counting(1) }, /dataset must be left out/],
    [
      'a split without a dataset',
      { train: counting(1), split: { test: 0.1 } },
      /split must be left out where there is no dataset to split/,
    ],
    [
      'a stream to split',
      { dataset: stream as never },
      /dataset must be a dataset with get and length, .* Give a stream as train/,
    ],
    ['lists', { train: [[[1]], [0]] as never }, /train must be a dataset: .* labelled\(\{ inputs, targets \}\)/],
    ['what is no dataset', { train: counting as never }, /train must be a dataset: .*, got the function counting/],
    [
      'a fraction of 0',
      { dataset: counting(1), split: { test: 0 } },
      /split\.test must be a fraction between 0 and 1, or a splitter, got 0/,
    ],
    ['a fraction of 1', { dataset: counting(1), split: { validation: 1 } }, /split\.validation must be a fraction/],
    ['a fraction that is no number', { dataset: counting(1), split: { test: NaN } }, /split\.test/],
    [
      'what is no splitter',
      { dataset: counting(1), split: { test: {} as never } },
      /split\.test .* got an empty object/,
    ],
  ])('refuses %s', (_, options, message) => {
    expect(() => new DataModule(options)).toThrow(message);
    expect(() => new DataModule(options)).toThrow(expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }));
  });
});

describe('DataModule.setup', () => {
  it('is done once, by the first call', async () => {
    const dataset = counting(20);
    const data = await setUp({ dataset, split: { test: 0.5 } }, 1);
    const before = data.indices.test;
    await data.setup({ seed: 2 });
    expect([data.seed, dataset.opened]).toEqual([1, 1]);
    expect(data.indices.test).toBe(before);
  });

  it('is waited for by a second call', async () => {
    const data = new DataModule({ dataset: counting(20) });
    void data.setup();
    await data.setup();
    expect(data.loader('train')?.samples).toBe(20);
  });

  it('can be tried again after it failed', async () => {
    let calls = 0;
    const dataset: Dataset = {
      open() {
        calls += 1;
        if (calls === 1) throw new Error('no network');
      },
      length: 2,
      get: (x) => ({ x }),
    };
    const data = new DataModule({ train: dataset });
    await expect(data.setup()).rejects.toThrow('no network');
    expect(data.seed).toBeUndefined();
    expect(data.loader('train')).toBeUndefined();
    await data.setup({ seed: 3 });
    expect([data.seed, data.loader('train')?.samples]).toEqual([3, 2]);
  });
});

describe('The loaders of a DataModule', () => {
  it('shuffle training samples, and no others', async () => {
    const data = await setUp({
      train: counting(30),
      validation: counting(30),
      test: counting(30),
      predict: counting(30),
    });
    const sorted = Array.from({ length: 30 }, (_, x) => x);
    for (const stage of STAGES) {
      const order = await values(data, stage);
      expect([stage, order.join() === sorted.join()]).toEqual([stage, stage !== 'train']);
    }
    expect(await values(data, 'train', 0)).not.toEqual(await values(data, 'train', 1));
  });

  it('do not shuffle where they are told not to, where there is a sampler, and for streams', async () => {
    const sampler = { indices: () => [3, 1] };
    expect(await values(await setUp({ train: counting(5), shuffle: false }), 'train')).toEqual([0, 1, 2, 3, 4]);
    expect(await values(await setUp({ train: counting(5), sampler }), 'train')).toEqual([3, 1]);
    expect(await values(await setUp({ train: stream }), 'train')).toEqual([1]);
  });

  it('have the settings of their stage', async () => {
    const transforms = { test: [{ apply: (sample: Sample) => sample }] };
    const data = await setUp({
      train: counting(9),
      test: counting(9),
      batchSize: 4,
      evaluationBatchSize: 6,
      dropLast: true,
      transforms,
      seed: 5,
    });
    expect((data.loader('train') as DataLoader).options).toMatchObject({
      batchSize: 4,
      dropLast: true,
      transforms: [],
      seed: 5,
    });
    expect((data.loader('test') as DataLoader).options).toMatchObject({
      batchSize: 6,
      dropLast: false,
      transforms: transforms.test,
      seed: 5,
    });
    expect((await setUp({ train: counting(9), batchSize: 4 })).loaderOf(counting(3), 'predict').options.batchSize).toBe(
      4,
    );
  });
});

describe('DataModule.fold', () => {
  it('tests on one part of the training samples, trains on the rest, and is watched by a third', async () => {
    const data = await setUp({ dataset: counting(10), split: { test: alternating }, batchSize: 2, shuffle: false }, 4);
    const fold = data.fold({ train: Int32Array.of(0, 1, 2), test: Int32Array.of(3, 4) });
    await fold.setup({ seed: 9 });
    expect(await values(fold, 'train')).toEqual([0, 2, 4]);
    expect(await values(fold, 'test')).toEqual([6, 8]);
    expect([fold.loader('validation'), fold.loader('predict'), fold.seed]).toEqual([undefined, undefined, 4]);
    const watched = data.fold({ train: [0], validation: [1, 2], test: [3] });
    await watched.setup();
    expect(await values(watched, 'validation')).toEqual([2, 4]);
    expect(fold.options.batchSize).toBe(2);
  });

  it('needs training data that can be reached by index', async () => {
    const fold = { train: Int32Array.of(0), test: Int32Array.of(0) };
    const data = await setUp({ train: stream });
    expect(() => data.fold(fold)).toThrow(expect.objectContaining({ code: 'LML_INCOMPLETE_LEARNER' }));
    expect(() => new DataModule({}).fold(fold)).toThrow(/Cross-validation needs training data/);
  });
});

describe('subset and column', () => {
  it('read the samples that they should, one by one and in batches', async () => {
    const whole = counting(6);
    await whole.open();
    const part = subset(whole, [4, 1, 1]);
    expect(part.length).toBe(3);
    expect(part.get(0)).toMatchObject({ x: 4 });
    expect(part.getBatch!([2, 0])).toMatchObject({ x: ndArray([1, 4]) });
    expect(await column(part, 'x')).toEqual(ndArray([4, 1, 1]));
    expect(await column(whole, 'x')).toBe(whole.columns!['x']);
    expect(subset({ open: () => undefined, length: 2, get: (x) => ({ x }) }, [1]).getBatch).toBeUndefined();
  });
});

describe('splitsOf', () => {
  const splitTargets = async (dataset: Dataset): Promise<SplitInput['targets']> => {
    let seen: SplitInput['targets'];
    const watching: Splitter = {
      split({ targets }) {
        seen = targets;
        return [];
      },
    };
    await splitsOf(watching, dataset);
    return seen;
  };
  const samples = (targets: readonly unknown[]): Dataset => ({
    open: () => undefined,
    length: targets.length,
    get: (index) => Promise.resolve({ target: targets[index] }),
  });

  it.each([
    ['numbers', [2, 0, 1], [2, 0, 1]],
    ['text', ['a', 'b'], ['a', 'b']],
    ['arrays of one value', [ndArray(3n), ndArray(4n)], [3, 4]],
    ['arrays of one text', [ndArray('a'), ndArray('b')], ['a', 'b']],
    ['arrays [1]', [ndArray([3]), ndArray([4])], [3, 4]],
    ['rows', [ndArray([0n, 1n]), ndArray([1n, 0n])], ndArray(Float64Array.of(0, 1, 1, 0), { shape: [2, 2] })],
    ['rows of several lengths', [ndArray([0, 1]), ndArray([1])], undefined],
    ['records', [{}, {}], undefined],
    ['nothing', [undefined, undefined], undefined],
    ['no samples', [], undefined],
  ])('gives for %s what a splitter takes', async (_, targets, expected) => {
    expect(await splitTargets(samples(targets))).toEqual(expected);
  });

  it.each([
    ['float32', ndArray([0, 1, 1]), [0, 1, 1]],
    ['int64', ndArray([0n, 5n]), [0, 5]],
    ['string', ndArray(['a', 'b']), ['a', 'b']],
    ['three axes', ndArray([[[0], [1]]]), undefined],
  ])('gives for a column of %s what a splitter takes', async (_, target, expected) => {
    const dataset = columnarDataset(() => ({ target }));
    await dataset.open();
    const targets = await splitTargets(dataset);
    expect(targets === undefined ? undefined : Array.from(targets as ArrayLike<unknown>)).toEqual(expected);
  });

  it.each([
    ['float32', ndArray([[0, 1], [1, 0]]), undefined], // prettier-ignore
    ['int64', ndArray([[0n], [5n]]), ndArray(Float64Array.of(0, 5), { shape: [2, 1] })],
  ])('gives rows of %s as an array of numbers', async (_, target, expected) => {
    const dataset = columnarDataset(() => ({ target }));
    await dataset.open();
    expect(await splitTargets(dataset)).toEqual(expected ?? target);
  });

  it('finds no targets where there are none', async () => {
    const dataset = columnarDataset(() => ({ x: ndArray([1]) }));
    await dataset.open();
    expect(await splitTargets(dataset)).toBeUndefined();
  });

  it.each([
    [
      'uneven',
      [ndArray([0, 1]), ndArray([1])],
      'got [float32 [2], float32 [1]]. Use a splitter that is not stratified',
    ],
    ['records', [{ box: 1 }, { box: 2 }], 'Use a splitter that is not stratified'],
  ])('says what %s targets are to a splitter that needs classes', async (_, targets, message) => {
    const stratified: Splitter = {
      split(input) {
        if (input.targets !== undefined) return [];
        throw new InvalidArgumentError('targets', 'given', undefined);
      },
    };
    const error: unknown = await splitsOf(stratified, samples(targets)).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'LML_INVALID_ARGUMENT' });
    expect((error as Error).message).toContain(message);
  });
});
