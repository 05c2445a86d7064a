import { DataModule, type Dataset, type NdArray } from '@lml/core';

import { arrayOf, changed, columnOf, faultOf, fitted } from '../shared/batches.fixture.js';
import { labelEncoder } from './label-encoder.js';

const samples = (targets: readonly unknown[]): Dataset => ({
  open() {},
  length: targets.length,
  get: (index) => ({ input: index, target: targets[index] }),
});
const targetsOf = async (data: DataModule, stage: 'train' | 'validation'): Promise<number[]> => {
  const found: number[] = [];
  for await (const { batch } of data.loader(stage)!.iterate(0))
    found.push(...(batch['target'] as NdArray<'int32'>).data);
  return found;
};

describe('labelEncoder', () => {
  it('names the classes of the data, in checkpoints too', async () => {
    const settings = { shuffle: false, validation: samples(['b', 'a']), transforms: { all: [labelEncoder()] } };
    const data = new DataModule({ ...settings, train: samples(['c', 'a', 'b', 'a']) });
    expect(data.classNames).toBeUndefined();
    await data.setup();
    expect(data.classNames).toEqual(['a', 'b', 'c']);
    expect(await targetsOf(data, 'train')).toEqual([2, 0, 1, 0]);
    expect(await targetsOf(data, 'validation')).toEqual([1, 0]);

    const identity = await data.identity();
    expect(identity.classNames).toEqual(['a', 'b', 'c']);
    const loaded = new DataModule({ ...settings, transforms: { all: [labelEncoder()] } });
    loaded.load(data.transformState(), identity);
    await loaded.setup();
    expect(loaded.classNames).toEqual(['a', 'b', 'c']);
    expect(await targetsOf(loaded, 'validation')).toEqual([1, 0]);
  });

  it('leaves the names that datasets give, and folds their own classes', async () => {
    const named = { ...samples([3, 5]), classNames: ['three', 'five'] };
    const data = new DataModule({ train: named, transforms: { all: [labelEncoder()] } });
    await data.setup();
    expect(data.classNames).toEqual(['three', 'five']);

    const encoder = labelEncoder();
    const whole = new DataModule({ train: samples(['c', 'a', 'b']), transforms: { all: [encoder] } });
    await whole.setup();
    const fold = whole.fold({ train: [0, 1], test: [] });
    await fold.setup({ stages: ['train'] });
    expect([whole.classNames, fold.classNames]).toEqual([
      ['a', 'b', 'c'],
      ['a', 'c'],
    ]);
  });

  it('numbers entries of a record, and the only feature of rows', async () => {
    const heads = { target: { kind: ['b', 'a'], size: columnOf([3, 1]), rest: columnOf([9, 9]) } };
    const encoder = await fitted(labelEncoder({ columns: ['kind', 'size'] }), heads);
    expect(await changed(encoder, heads, {}, 'target')).toEqual({ kind: [1, 0], size: [1, 0], rest: [9, 9] });
    expect(encoder.classNames).toBeUndefined();
    const rows = { target: arrayOf([7, 5, 7], [3, 1]) };
    expect(await changed(await fitted(labelEncoder(), rows), rows, {}, 'target')).toEqual([1, 0, 1]);
  });

  it('leaves samples without a target', async () => {
    const encoder = await fitted(labelEncoder(), { target: ['a', 'b'] });
    const context = { epoch: 0, random: () => expect.anything() as never };
    expect(encoder.applyBatch!({ input: ['x'] }, context)).toEqual({ input: ['x'] });
    expect(encoder.apply!({ input: 'x' }, context)).toEqual({ input: 'x' });
  });

  it('says what it does not know, and what is missing', async () => {
    const encoder = await fitted(labelEncoder(), { target: ['a', 'b'] });
    expect(await faultOf(() => changed(encoder, { target: ['c'] }, {}, 'target'))).toBe(
      "LML_INVALID_ARGUMENT: 'target' must be one of the categories that were learnt, 'a', 'b', got 'c'. " +
        'Targets are numbered by the classes of the training data: let these have samples of each.',
    );
    expect(await faultOf(() => fitted(labelEncoder(), { target: ['a', ''] }))).toBe(
      "LML_INVALID_ARGUMENT: 'target' must be a class for each sample, got ''. Leave out samples without one: the dataset filter does so.",
    );
    expect(await faultOf(() => fitted(labelEncoder(), { target: arrayOf([1, 2], [1, 2]) }))).toMatch(
      /^LML_INVALID_ARGUMENT: 'target' of the batch must be one text or number a sample, or a record of such/,
    );
    expect(await faultOf(() => fitted(labelEncoder(), { input: ['a'] }))).toMatch('LML_INVALID_ARGUMENT');
    expect(await faultOf(() => changed(labelEncoder(), { target: ['a'] }))).toMatch('LML_NOT_FITTED');
    expect(await faultOf(() => fitted(labelEncoder()))).toMatch('LML_NOT_FITTED');
  });
});
