import { DataModule, type Dataset, type HostBatch, type NdArray, type Splitter } from '@lml/core';
import fc from 'fast-check';

import { columns } from '../columns/columns.js';
import { standardScaler } from '../scale/standard-scaler.js';
import { asStream, changed, columnOf, faultOf, fitted, table } from '../shared/batches.fixture.js';
import { targetEncoder, type TargetEncoderOptions } from './target-encoder.js';

const batch = (kinds: readonly string[], targets: readonly (number | string)[]): HostBatch => ({
  ...table({ kind: kinds }),
  target: columnOf(targets),
});
const training = (length: number) => ({ stage: 'train', indices: Int32Array.from({ length }, (_, at) => at) }) as const;

describe('targetEncoder', () => {
  it('does not show a training sample its own target', async () => {
    const row = fc.tuple(fc.constantFrom('a', 'b', 'c', ''), fc.integer({ min: -20, max: 20 }));
    const given = fc.record({
      rows: fc.array(row, { minLength: 6, maxLength: 20 }),
      at: fc.nat(5),
      other: fc.integer({ min: -99, max: 99 }),
      smooth: fc.constantFrom('auto' as const, 0, 3),
    });
    await fc.assert(
      fc.asyncProperty(given, async ({ rows, at, other, smooth }) => {
        const kinds = rows.map(([kind]) => kind);
        const targets = rows.map(([, target]) => target + 0.5);
        const encode = async (values: readonly number[]): Promise<number> => {
          const encoder = await fitted(targetEncoder({ smooth, cv: 3 }), batch(kinds, values));
          const { kind } = (await changed(encoder, batch(kinds, values), training(rows.length))) as { kind: number[] };
          return kind[at]!;
        };
        expect(await encode(targets.with(at, other + 0.5))).toBe(await encode(targets));
      }),
      { numRuns: 80 },
    );
  });

  it('gives what was learnt of all to samples of other stages, and to those that it has not seen', async () => {
    const encoder = await fitted(targetEncoder({ smooth: 0, cv: 2, shuffle: false }), batch(['a', 'b'], [1.5, 3]));
    const sample = batch(['a', 'b', 'c'], [0, 0, 0]);
    expect(await changed(encoder, sample)).toEqual({ kind: [1.5, 3, 2.25] });
    expect(await changed(encoder, sample, { stage: 'test', indices: [0, 1, 2] })).toEqual({ kind: [1.5, 3, 2.25] });
    // Training samples 0 and 1 without their folds: nothing of their categories is left. The third is of other data.
    expect(await changed(encoder, sample, training(3))).toEqual({ kind: [3, 1.5, 2.25] });
    expect(await changed(encoder, table({ kind: ['b', 'a'] }), { stage: 'train', indices: [1, 7] })).toEqual({
      kind: [1.5, 1.5],
    });
  });

  it('counts samples of none of the given categories in the mean of all alone', async () => {
    const encoder = targetEncoder({ categories: [['b', 'a']], smooth: 0, cv: 2 });
    await fitted(encoder, batch(['a', 'b', 'x', 'x'], [1.5, 2, 6, 8]));
    expect(await changed(encoder, batch(['a', 'b', 'x', ''], [0, 0, 0, 0]))).toEqual({ kind: [1.5, 2, 4.375, 4.375] });
  });

  it('is seen as in training by what learns after it, alone and as a part of columns', async () => {
    const kinds = ['a', 'b', 'a', 'b', 'a', 'c'];
    const targets = [1.5, 2, 3, 8, 5, 9];
    const dataset: Dataset = {
      open() {},
      length: 6,
      get: (index) => ({ input: { kind: kinds[index]! }, target: targets[index] }),
    };
    const options: TargetEncoderOptions = { cv: 3, smooth: 1 };
    const encoder = await fitted(targetEncoder(options), batch(kinds, targets));
    const { kind } = (await changed(encoder, batch(kinds, targets), training(6))) as { kind: number[] };
    const mean = kind.reduce((sum, value) => sum + value, 0) / 6;

    const chain = new DataModule({ train: dataset, transforms: { all: [targetEncoder(options), standardScaler()] } });
    await chain.setup();
    expect(chain.transformState()['transform/all/1/offset']!.data[0]).toBeCloseTo(mean, 12);

    const parts = {
      a: { columns: ['kind'], transforms: [targetEncoder(options), standardScaler({ withStd: false })] },
    };
    const data = new DataModule({ train: dataset, shuffle: false, transforms: { all: [columns({ parts })] } });
    await data.setup();
    for await (const { batch: made } of data.loader('train')!.iterate(0))
      (made['input'] as NdArray<'float64'>).data.forEach((value, row) =>
        expect(value).toBeCloseTo(kind[row]! - mean, 12),
      );
  });

  it('takes a splitter that tests on each sample once, and no other', async () => {
    const odd: Splitter = {
      *split({ length }) {
        for (const rest of [0, 1]) {
          const test = Array.from({ length }, (_, at) => at).filter((at) => at % 2 === rest);
          yield { train: [], test };
        }
      },
    };
    const rows = batch(['a', 'a', 'a', 'a'], [0.5, 1, 2.5, 3]);
    const encoder = await fitted(targetEncoder({ cv: odd, smooth: 0 }), rows);
    expect(await changed(encoder, rows, training(4))).toEqual({ kind: [2, 1.5, 2, 1.5] });
    const twice: Splitter = {
      split: () => [
        { train: [], test: [0, 1, 2, 3] },
        { train: [], test: [3] },
      ],
    };
    expect(await faultOf(() => fitted(targetEncoder({ cv: twice }), rows))).toMatch(
      'LML_INVALID_ARGUMENT: cv must be a splitter that tests on each sample once, as kFold does',
    );
  });

  it('learns the same however the samples are cut into batches, and keeps it in its state', async () => {
    const kinds = ['a', 'b', '', 'b', 'a', 'c', 'a'];
    const targets = ['x', 'y', 'x', 'z', 'z', 'y', 'x'];
    const whole = await fitted(targetEncoder({ cv: 2 }), batch(kinds, targets));
    const cut = await fitted(
      targetEncoder({ cv: 2 }),
      batch(kinds.slice(0, 3), targets.slice(0, 3)),
      batch(kinds.slice(3), targets.slice(3)),
    );
    expect(cut.state!()).toEqual(whole.state!());
    const loaded = targetEncoder({ cv: 2 });
    loaded.load!(whole.state!()!);
    const context = training(7);
    expect(await changed(loaded, batch(kinds, targets), context)).toEqual(
      await changed(whole, batch(kinds, targets), context),
    );
  });

  it('refuses training data whose samples have no number', async () => {
    const rows = batch(['a', 'b'], [1.5, 2]);
    const of = (context: { sets: number; isStream: boolean }) => (): unknown =>
      targetEncoder({ cv: 2 }).fitBatches!(asStream([rows]), context);
    expect(await faultOf(of({ sets: 1, isStream: true }))).toBe(
      'LML_INVALID_ARGUMENT: The training data must be one set whose samples are reached by number, as targetEncoder keeps the fold of each, ' +
        "got 'a stream'. Take oneHotEncoder or ordinalEncoder, or a dataset that is read whole.",
    );
    expect(await faultOf(of({ sets: 2, isStream: false }))).toMatch("got '2 sets'");
    const encoder = await fitted(targetEncoder({ cv: 2 }), rows);
    expect(await faultOf(() => changed(encoder, rows, { stage: 'train' }))).toMatch("got 'a stream'");

    const stream = { open() {}, iterate: () => [{ input: { kind: 'a' }, target: 1 }] };
    const data = new DataModule({ train: stream, transforms: { all: [targetEncoder()] } });
    expect(await faultOf(() => data.setup())).toMatch("got 'a stream'");
  });

  it('says what is wrong with targets', async () => {
    const faults = await Promise.all([
      faultOf(() => fitted(targetEncoder(), batch(['a', 'b'], [1, NaN]))),
      faultOf(() => fitted(targetEncoder({ targetType: 'continuous' }), batch(['a'], ['x']))),
      faultOf(() => fitted(targetEncoder({ targetType: 'binary' }), batch(['a', 'a', 'b'], [1, 2, 3]))),
      faultOf(() => fitted(targetEncoder(), table({ kind: ['a'] }))),
      faultOf(() => fitted(targetEncoder({ cv: 5 }), batch(['a', 'b'], [1.5, 2]))),
      faultOf(() => fitted(targetEncoder({ cv: 3 }), batch(['a', 'b', 'a', 'a'], [1, 1, 2, 2]))),
    ]);
    expect(faults.map((fault) => fault.replace(/, got .*/, ''))).toEqual([
      "LML_INVALID_ARGUMENT: 'target' must be there for each training sample",
      "LML_INVALID_ARGUMENT: 'target' must be numbers, as targetType is 'continuous'",
      "LML_INVALID_ARGUMENT: 'target' must be of two classes, as targetType is 'binary'",
      "LML_INVALID_ARGUMENT: 'target' of the batch must be an array of numbers [samples, …, features], or a record of columns of numbers or texts",
      'LML_INVALID_ARGUMENT: cv must be no greater than the number of samples, 2',
      'LML_INVALID_ARGUMENT: cv must be no greater than the number of members of the largest class, 2',
    ]);
  });
});
