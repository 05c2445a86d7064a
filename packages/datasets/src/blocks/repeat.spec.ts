import { build, ndArray } from '@lml/core';

import '../index.js';
import { batchesOf, inputsOf, randomDataset, randomStream } from '../shared/read.fixture.js';
import { labelled } from './labelled.js';
import { repeat } from './repeat.js';

describe('repeat', () => {
  it('has all samples, and then all again', async () => {
    const dataset = repeat({ dataset: labelled({ inputs: [1, 2, 3], targets: [4, 5, 6] }), times: 2 });
    expect(await inputsOf(dataset)).toEqual([1, 2, 3, 1, 2, 3]);
    expect(await batchesOf(dataset, 4)).toEqual([
      { input: ndArray([1, 2, 3, 1]), target: ndArray([4, 5, 6, 4]) },
      { input: ndArray([2, 3]), target: ndArray([5, 6]) },
    ]);
    expect(dataset.columns!['target']).toEqual(ndArray([4, 5, 6, 4, 5, 6]));
    expect(dataset.indices).toEqual(Int32Array.of(0, 1, 2, 0, 1, 2));
  });

  it('draws anew each time', async () => {
    expect(new Set(await inputsOf(repeat({ dataset: randomDataset(2), times: 3 }))).size).toBe(6);
    const stream = repeat({ dataset: randomStream(2), times: 3 });
    const inputs = await inputsOf(stream);
    expect(new Set(inputs).size).toBe(6);
    expect(await inputsOf(stream)).toEqual(inputs);
    expect(await inputsOf(stream, 1)).not.toEqual(inputs);
  });

  it('makes a stream of a stream in a config', async () => {
    const stream = build('dataset', { name: 'repeat', dataset: { name: 'chain', datasets: ['iris'] }, times: 2 });
    expect((await inputsOf(stream)).length).toBe(300);
    expect(stream.classNames).toEqual(['setosa', 'versicolor', 'virginica']);
  });

  it('refuses no times, and an index that is out of range', async () => {
    expect(() => repeat({ dataset: randomDataset(1), times: 0 })).toThrow(/LML_INVALID_OPTIONS/);
    const dataset = repeat({ dataset: randomDataset(2), times: 2 });
    await dataset.open();
    expect(() => dataset.get(4)).toThrow(/index must be an integer from 0 to 3.*LML_INVALID_ARGUMENT/);
  });
});
