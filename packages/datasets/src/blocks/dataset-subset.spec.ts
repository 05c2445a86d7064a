import { build, ndArray, toConfig, type Dataset } from '@lml/core';

import '../index.js';
import { batchesOf, inputsOf, withParts } from '../shared/read.fixture.js';
import { datasetSubset, type DatasetSubsetOptions } from './dataset-subset.js';
import { labelled } from './labelled.js';

const dataset = (): Dataset =>
  labelled({ inputs: [10, 20, 30, 40, 50], targets: [0, 1, 0, 1, 2], classNames: ['a', 'b', 'c'] });

describe('dataset-subset', () => {
  it.each<[Omit<DatasetSubsetOptions, 'dataset'>, number[]]>([
    [{ indices: [4, 0, 0] }, [50, 10, 10]],
    [{ indices: Int32Array.of(1, 2) }, [20, 30]],
    [{ start: 3 }, [40, 50]],
    [{ end: 2 }, [10, 20]],
    [{ step: 2 }, [10, 30, 50]],
    [{ start: 1, end: 5, step: 3 }, [20, 50]],
    [{ start: 1, end: 4, step: 3 }, [20]],
  ])('takes %j', async (options, inputs) => {
    const part = datasetSubset({ dataset: dataset(), ...options });
    expect(await inputsOf(part)).toEqual(inputs);
    expect(part.length).toBe(inputs.length);
    expect(await batchesOf(part, 8)).toEqual([expect.objectContaining({ input: ndArray(inputs) })]);
    expect(part.columns!['input']).toEqual(ndArray(inputs));
  });

  it('is a part of its dataset, and a part of a part', async () => {
    const part = datasetSubset({ dataset: datasetSubset({ dataset: dataset(), start: 2 }), indices: [2, 0] });
    await part.open();
    expect(part.indices).toEqual(Int32Array.of(4, 2));
    expect(part.classNames).toEqual(['a', 'b', 'c']);
    expect(part.source!(0)).toEqual({ row: 4 });
    const named = withParts(dataset(), { source: (row) => ({ file: 'a.csv', row }) });
    expect(datasetSubset({ dataset: withParts(dataset(), { inputNames: ['age'] }), end: 2 }).inputNames).toEqual([
      'age',
    ]);
    expect(datasetSubset({ dataset: named, indices: [3] }).source!(0)).toEqual({ file: 'a.csv', row: 3 });
  });

  it('goes from a config to a dataset and back', () => {
    const config = { name: '@lml/datasets:dataset-subset', dataset: { name: '@lml/datasets:iris' }, indices: [1, 2] };
    expect(toConfig(build('dataset', config))).toEqual({ config, missing: [] });
  });

  it.each<[Omit<DatasetSubsetOptions, 'dataset'>, RegExp]>([
    [{}, /indices: is missing: give indices, or start or end/],
    [{ indices: [0], start: 1 }, /indices: must be left out where a range is given/],
    [{ start: 3, end: 3 }, /end: must be above start, 3, got 3/],
    [{ indices: [] }, /must have an index, got an empty list/],
    [{ indices: [0, -1] }, /indices.1: must be the index of a sample, a whole number of at least 0, got -1/],
    [{ indices: [0.5] }, /indices.0: .* got 0.5/],
    [{ indices: '0-5' as never }, /must be a list of indices, or a typed array of integers, got '0-5'/],
    [{ start: 0, step: 0 }, /step/],
  ])('refuses %j', (options, message) => {
    expect(() => datasetSubset({ dataset: dataset(), ...options })).toThrow(message);
  });

  it.each<[Omit<DatasetSubsetOptions, 'dataset'>, RegExp]>([
    [{ indices: [0, 5] }, /indices.1: must be below 5, the number of samples, got 5.*\n.*LML_INVALID_OPTIONS/],
    [{ end: 6 }, /end: must be 5 at most, the number of samples, got 6/],
    [{ start: 5 }, /start: must be below 5, the number of samples, got 5/],
  ])('refuses %j once it is open', async (options, message) => {
    await expect(async () => datasetSubset({ dataset: dataset(), ...options }).open()).rejects.toThrow(message);
  });

  it('refuses a stream', () => {
    expect(() => datasetSubset({ dataset: { name: 'chain', datasets: ['iris'] }, end: 1 })).toThrow(/got a stream/);
  });
});
