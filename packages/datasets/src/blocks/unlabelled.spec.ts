import { build, DataLoader, ndArray } from '@lml/core';

import '../index.js';
import { unlabelled } from './unlabelled.js';

describe('unlabelled', () => {
  it('has inputs alone', async () => {
    const dataset = unlabelled({
      inputs: [
        [1, 2],
        [3, 4],
      ],
    });
    await dataset.open();
    expect(dataset.get(1)).toEqual({ input: ndArray([3, 4]) });
  });

  it('is read a batch at a time', async () => {
    const dataset = build('dataset', { name: 'unlabelled', inputs: { a: [1, 2, 3], b: [[4], [5], [6]] } });
    const loader = new DataLoader({ dataset, batchSize: 2 });
    await loader.open();
    const batches = [];
    for await (const { batch } of loader.iterate(0)) batches.push(batch);
    expect(batches).toEqual([
      { input: { a: ndArray([1, 2]), b: ndArray([[4], [5]]) } },
      { input: { a: ndArray([3]), b: ndArray([[6]]) } },
    ]);
  });

  it('refuses arrays of different lengths and values that are not numbers', () => {
    expect(() => unlabelled({ inputs: { a: [1, 2], b: [3] } })).toThrow(/'input.a' has 2 samples, but 'input.b' has 1/);
    expect(() => unlabelled({ inputs: [{}] as never })).toThrow(/inputs.0: must be a number.*\n.*LML_INVALID_OPTIONS/);
  });
});
