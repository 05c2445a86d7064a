import { column, ndArray, stack, type Dataset } from '@lml/core';
import fc from 'fast-check';

import '../index.js';
import { batchesOf, inputsOf, randomDataset, readAll, samplesAt, withParts } from '../shared/read.fixture.js';
import { concat } from './concat.js';
import { labelled } from './labelled.js';
import { unlabelled } from './unlabelled.js';

const numbers = (...values: number[]): Dataset => unlabelled({ inputs: values });

describe('concat', () => {
  it('finds each sample among many datasets, some of which are empty', async () => {
    const datasets = Array.from({ length: 40 }, (_, at) =>
      numbers(...Array.from({ length: at % 4 }, (__, k) => 10 * at + k)),
    );
    const dataset = concat({ datasets });
    expect(() => dataset.length).toThrow(/open: await dataset.open\(\) first.*LML_INVALID_ARGUMENT/);
    const inputs = (await inputsOf(dataset)) as number[];
    expect(inputs).toEqual(
      Array.from({ length: 40 }, (_, at) => Array.from({ length: at % 4 }, (__, k) => 10 * at + k)).flat(),
    );
    expect((await dataset.getBatch!(inputs.map((_, at) => at)))['input']).toEqual(ndArray(inputs));
  });

  it('has the samples of each, one dataset after the other', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 4 }), {
          minLength: 1,
          maxLength: 4,
        }),
        async (lists) => {
          const dataset = concat({ datasets: lists.map((list) => numbers(...list)) });
          expect(await inputsOf(dataset)).toEqual(lists.flat());
          expect(dataset.length).toBe(lists.flat().length);
        },
      ),
      { numRuns: 30 },
    ));

  it('gathers a batch that several have a part in, of arrays, texts, records and metadata', async () => {
    const make = (from: number, texts: string[], metadata?: unknown[]): Dataset =>
      labelled({
        inputs: {
          image: ndArray(Float32Array.of(from, from + 1, from + 2, from + 3), { shape: [2, 2] }),
          name: ndArray(texts),
        },
        targets: Int32Array.of(from, from + 1),
        ...(metadata && { metadata }),
      });
    const dataset = concat({ datasets: [make(0, ['a', 'b'], [{ id: 7 }, { id: 8 }]), make(10, ['c', 'd'])] });
    await dataset.open();
    const indices = [3, 0, 2, 0];
    const samples = await samplesAt(dataset, indices);
    expect(await dataset.getBatch!(indices)).toEqual(stack()(samples));
    expect(await dataset.getBatch!([2, 3])).toMatchObject({ target: ndArray(Int32Array.of(10, 11)) });
    expect((await dataset.getBatch!(indices))['metadata']).toEqual([undefined, { id: 7 }, undefined, { id: 7 }]);
    expect(dataset.columns!['target']).toEqual(ndArray(Int32Array.of(0, 1, 10, 11)));
  });

  it('reads batches of samples that take time, and of parts that cannot read batches', async () => {
    const slow = withParts(numbers(1, 2), {
      getBatch: (indices) => Promise.resolve({ input: ndArray(Float32Array.from(indices)) }),
    });
    expect(await batchesOf(concat({ datasets: [slow, numbers(5, 6)] }), 3)).toEqual([
      { input: ndArray([0, 1, 5]) },
      { input: ndArray([6]) },
    ]);
    const mixed = concat({ datasets: [randomDataset(2), numbers(5)] });
    expect(mixed.getBatch).toBeUndefined();
    expect(mixed.columns).toBeUndefined();
    expect(await readAll(mixed)).toEqual([{ input: expect.any(Number) }, { input: expect.any(Number) }, { input: 5 }]);
  });

  it('passes on where samples come from, and the names of classes', async () => {
    const named = withParts(numbers(1, 2), { source: (row: number) => ({ file: 'a.csv', row }) });
    const classes = labelled({ inputs: [1], targets: [0], classNames: ['no', 'yes'] });
    const dataset = concat({ datasets: [numbers(0), named, classes] });
    await dataset.open();
    expect(dataset.source!(2)).toEqual({ file: 'a.csv', row: 1 });
    expect(dataset.source!(3, 'target')).toEqual({ row: 3 });
    expect(dataset.classNames).toEqual(['no', 'yes']);
    const features = (...inputNames: string[]): Dataset => withParts(numbers(1), { inputNames });
    const ages = concat({ datasets: [numbers(0), features('age')] });
    expect(ages.inputNames).toEqual(['age']);
    await expect(async () => concat({ datasets: [ages, features('height')] }).open()).rejects.toThrow(
      /of the same features \(age\)/,
    );
    const other = labelled({ inputs: [1], targets: [0], classNames: ['yes', 'no'] });
    await expect(concat({ datasets: [classes, other] }).open()).rejects.toThrow(
      /datasets must be of the same classes \(no, yes\), in the same order.*LML_INVALID_ARGUMENT/,
    );
  });

  it('copies no inputs for a column of targets', async () => {
    let reads = 0;
    const counted = withParts(numbers(1), {
      columns: {
        target: ndArray([4]),
        get input() {
          reads += 1;
          return ndArray([1]);
        },
      },
    });
    const dataset = concat({ datasets: [counted, counted] });
    await dataset.open();
    expect(await column(dataset, 'target')).toEqual(ndArray([4, 4]));
    expect(reads).toBe(0);
  });

  it('refuses streams, samples that differ and indices that are out of range', async () => {
    expect(() => concat({ datasets: [numbers(1), 'interleave'] })).toThrow(/LML_INVALID_OPTIONS/);
    expect(() => concat({ datasets: [numbers(1), { name: 'chain', datasets: ['iris'] }] })).toThrow(
      /datasets.1: must be a dataset whose samples are reached by index, got a stream/,
    );
    expect(() => concat({ datasets: [] })).toThrow(/LML_INVALID_OPTIONS/);
    const differing = concat({ datasets: [numbers(1), unlabelled({ inputs: [[1, 2]] })] });
    await differing.open();
    expect(() => differing.getBatch!([0, 1])).toThrow(
      "'input' is float32 [] in one dataset and float32 [2] in another. Samples that are read together must be alike; change one with map. (LML_SHAPE_MISMATCH)",
    );
    const lacking = concat({ datasets: [numbers(1), labelled({ inputs: [1], targets: [1] })] });
    await lacking.open();
    expect(() => lacking.getBatch!([0, 1])).toThrow(/one dataset lacks 'target'.*LML_INVALID_ARGUMENT/);
    const shaped = concat({ datasets: [numbers(1), unlabelled({ inputs: { a: [1] } })] });
    await shaped.open();
    expect(() => shaped.getBatch!([0, 1])).toThrow(/'input' is an array in one dataset and something else in another/);
    for (const index of [-1, 2, 0.5]) {
      expect(() => lacking.get(index)).toThrow(/LML_INVALID_ARGUMENT/);
      expect(() => lacking.getBatch!([index])).toThrow(/LML_INVALID_ARGUMENT/);
    }
  });
});
