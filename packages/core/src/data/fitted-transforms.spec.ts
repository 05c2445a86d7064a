import { Readable } from 'node:stream';

import * as tf from '@tensorflow/tfjs';

import '../register.js';
import { columnarDataset } from './columnar.js';
import { DataModule, trainingTargets, type DataModuleOptions } from './data-module.js';
import type { Dataset } from './dataset.js';
import { ndArray, type NdArray } from './nd-array.js';
import type { Sample } from './sample.js';
import type { Transform } from './transform.js';

/** Takes the mean of a part away. */
export function centred(key: string, fits: number[][] = []): Transform {
  let mean: number | undefined;
  const learnt = (): number => {
    if (mean === undefined) throw new Error('not fitted');
    return mean;
  };
  return {
    apply: (sample) => ({ ...sample, [key]: Number(sample[key]) - learnt() }),
    async fit(samples) {
      const values: number[] = [];
      for await (const sample of samples) values.push(Number(sample[key]));
      fits.push(values);
      mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    },
    state: () => (mean === undefined ? undefined : { mean: ndArray([mean], { dtype: 'float64' }) }),
    load: ({ mean: saved }) => void (mean = Number(saved!.data[0])),
    invert: (prediction) => tf.add(prediction as tf.Tensor, learnt()),
  };
}

const numbers = (...x: number[]): Dataset => columnarDataset(() => ({ x: ndArray(Float32Array.from(x)) }));
const valuesOf = async (data: DataModule, stage: 'train' | 'validation' | 'test' | 'predict'): Promise<number[]> => {
  const loader = data.loader(stage)!;
  await loader.open();
  const values: number[] = [];
  for await (const { batch } of loader.iterate(0)) values.push(...(batch['x'] as NdArray<'float32'>).data);
  return values;
};
const options = (changes: Partial<DataModuleOptions> = {}): DataModuleOptions => ({
  train: numbers(1, 2, 6),
  validation: numbers(10, 20),
  shuffle: false,
  transforms: { all: [centred('x')] },
  ...changes,
});

describe('A transform that learns', () => {
  it('is fitted to the training data alone, once, and used in every stage', async () => {
    const fits: number[][] = [];
    const data = new DataModule(options({ transforms: { all: [centred('x', fits)] } }));
    await Promise.all([data.setup({ stages: ['train'] }), data.setup()]);
    expect(await valuesOf(data, 'train')).toEqual([-2, -1, 3]);
    expect(await valuesOf(data, 'validation')).toEqual([7, 17]);
    expect(fits).toEqual([[1, 2, 6]]);
  });

  it('sees what those before it give, and can go through them again', async () => {
    const double: Transform = { apply: ({ x }) => ({ x: 2 * (x as number) }) };
    const seen: number[][] = [];
    const twice: Transform = {
      ...centred('x'),
      async fit(samples) {
        for (let pass = 0; pass < 2; pass++) {
          const values: number[] = [];
          for await (const { x } of samples) values.push(x as number);
          seen.push(values);
        }
        this.load!({ mean: ndArray([1], { dtype: 'float64' }) });
      },
    };
    const data = new DataModule({
      train: numbers(1, 2, 6),
      transforms: { all: [double], train: [centred('x'), twice] },
    });
    await data.setup();
    expect(seen).toEqual([
      [-4, -2, 6],
      [-4, -2, 6],
    ]);
  });

  it('learns from all training sets, and from streams', async () => {
    const fits: number[][] = [];
    const stream = { open: () => undefined, iterate: () => Readable.from([{ x: 3 }, { x: 4 }]) };
    const data = new DataModule(
      options({ train: { a: numbers(1, 2), b: stream }, trainMode: 'min', transforms: { all: [centred('x', fits)] } }),
    );
    await data.setup();
    expect(fits).toEqual([[1, 2, 3, 4]]);
  });

  it('learns anew in each fold, and is again what it was after them', async () => {
    const fits: number[][] = [];
    const data = new DataModule(options({ transforms: { all: [centred('x', fits)] } }));
    await data.setup();
    const fold = data.fold({ train: [0, 1], test: [2] });
    await fold.setup();
    expect(await valuesOf(fold, 'test')).toEqual([4.5]);
    await data.setup();
    expect(await valuesOf(data, 'validation')).toEqual([7, 17]);
    expect(fits).toEqual([
      [1, 2, 6],
      [1, 2],
    ]);
  });

  it('takes over what a run has learnt, and needs no training data then', async () => {
    const first = new DataModule(options());
    await first.setup();
    expect(first.transformState()).toEqual({ 'transform/all/0/mean': ndArray([3], { dtype: 'float64' }) });
    const broken: Dataset = { open: () => Promise.reject(new Error('gone')), length: 0, get: () => ({}) };
    const data = new DataModule(options({ train: broken, predict: numbers(3, 4) }));
    data.load(first.transformState(), undefined);
    await data.setup({ stages: ['predict'] });
    expect(await valuesOf(data, 'predict')).toEqual([0, 1]);
    expect(() => data.load({}, undefined)).toThrow(/nothing for 'all\/0'/);
    const other = new DataModule(options({ transforms: {} }));
    expect(() => other.load(first.transformState(), undefined)).toThrow(/it has 'transform\/all\/0\/mean' besides/);
  });

  it('is not used unfitted', async () => {
    const data = new DataModule({ predict: numbers(1), transforms: { all: [centred('x')] } });
    await expect(data.setup({ stages: ['predict'] })).rejects.toMatchObject({ code: 'LML_NOT_FITTED' });
    const silent: Transform = { ...centred('x'), state: () => undefined };
    await expect(new DataModule(options({ transforms: { all: [silent] } })).setup()).rejects.toThrow(/state is empty/);
  });

  it('is under all where it changes targets and there are data to judge by', () => {
    const targets = centred('target');
    const refused = /transforms\.train\.0 must be under all, since it changes targets/;
    expect(() => new DataModule(options({ transforms: { train: [targets] } }))).toThrow(refused);
    expect(() => new DataModule(options({ transforms: { train: [targets], validation: [targets] } }))).not.toThrow();
    expect(() => new DataModule({ train: numbers(1), transforms: { train: [targets] } })).not.toThrow();
  });

  it.each([
    [{ all: centred('x') }, /transforms\.all must be a list of transforms/],
    [{ all: [undefined] }, /transforms\.all\.0 must be a transform/],
    [{ train: [{ apply: 3 }] }, /transforms\.train\.0 must be a transform/],
    [{ all: [{ apply: (sample: Sample) => sample, fit: () => undefined }] }, /with state and load beside fit/],
  ])('is checked when the data module is made: %#', (transforms, message) => {
    expect(() => new DataModule(options({ transforms: transforms as never }))).toThrow(message);
  });

  it('gives predictions in the units of the data, the last change undone first', async () => {
    const halve: Transform = { apply: (sample) => sample, invert: (value) => tf.mul(value as tf.Tensor, 2) };
    const data = new DataModule(options({ transforms: { all: [centred('x'), halve] } }));
    await data.setup();
    const inverted = data.invertTargets(tf.tensor1d([1, 2])) as tf.Tensor;
    expect(Array.from(await inverted.data())).toEqual([5, 7]);
  });
});

describe('A transform that names classes', () => {
  /** Numbers texts by their order. */
  const numbering = (contexts: unknown[] = []): Transform => {
    let names: string[] | undefined;
    return {
      apply: ({ target, ...rest }) => ({ ...rest, target: names!.indexOf(target as string) }),
      async fit(samples, context) {
        contexts.push(context);
        const seen = new Set<string>();
        for await (const { target } of samples) seen.add(target as string);
        names = [...seen].sort();
      },
      state: () => names && { names: ndArray(new TextEncoder().encode(names.join())) },
      load: ({ names: saved }) => void (names = new TextDecoder().decode(saved!.data as Uint8Array).split(',')),
      get classNames() {
        return names;
      },
    };
  };
  const texts = (...targets: string[]): Dataset => ({
    open() {},
    length: targets.length,
    get: (index) => ({ x: index, target: targets[index] }),
  });

  it('names those of the data module, where no dataset does, and its numbers are the targets of the training data', async () => {
    const contexts: unknown[] = [];
    const data = new DataModule({ train: texts('b', 'a', 'b'), transforms: { all: [numbering(contexts)] } });
    await data.setup();
    expect(data.classNames).toEqual(['a', 'b']);
    expect(contexts).toEqual([{ sets: 1, isStream: false }]);
    const targets: unknown[] = [];
    for await (const target of trainingTargets(data)) targets.push(target);
    expect(targets).toEqual([1, 0, 1]);

    const named = { ...texts('b', 'a'), classNames: ['first', 'second'] };
    const other = new DataModule({ train: named, transforms: { all: [numbering()] } });
    await other.setup();
    expect(other.classNames).toEqual(['first', 'second']);

    const loaded = new DataModule({ validation: texts('a'), transforms: { all: [numbering()] } });
    loaded.load(data.transformState(), undefined);
    expect(loaded.classNames).toEqual(['a', 'b']);
  });

  it('is told of several sets, and of streams', async () => {
    const contexts: unknown[] = [];
    const stream = { open() {}, iterate: () => [{ x: 0, target: 'c' }] };
    const train = { some: texts('b', 'a'), more: stream };
    await new DataModule({ train, transforms: { all: [numbering(contexts)] } }).setup();
    expect(contexts).toEqual([{ sets: 2, isStream: true }]);
  });
});
