import { build, DataModule, ndArray, toConfig, type Dataset } from '@lml/core';

import '../index.js';
import { batchesOf, inputsOf, randomDataset, randomStream } from '../shared/read.fixture.js';
import { filter } from './filter.js';
import { labelled } from './labelled.js';

const dataset = (): Dataset => labelled({ inputs: [1, 2, 3, 4], targets: [0, 1, 0, 1], classNames: ['a', 'b'] });

describe('filter', () => {
  it('keeps samples by what they are, or by their index, and judges each once', async () => {
    let judged = 0;
    const odd = filter({ dataset: dataset(), where: ({ input }) => ((judged += 1), (input as number) % 2 === 1) });
    await Promise.all([odd.open(), odd.open()]);
    expect(await inputsOf(odd)).toEqual([1, 3]);
    expect(judged).toBe(4);
    expect(await batchesOf(odd, 4)).toEqual([{ input: ndArray([1, 3]), target: ndArray([0, 0]) }]);
    expect(odd.indices).toEqual(Int32Array.of(0, 2));
    expect(odd.classNames).toEqual(['a', 'b']);
    const last = filter({ dataset: dataset(), where: async (_, index) => Promise.resolve(index > 2) });
    expect(await inputsOf(last)).toEqual([4]);
  });

  it('may keep nothing, which a data module tells', async () => {
    const none = filter({ dataset: dataset(), where: () => false });
    await none.open();
    expect(none.length).toBe(0);
    expect(() => none.get(0)).toThrow(/there are no samples.*LML_INVALID_ARGUMENT/);
    await expect(new DataModule({ dataset: none }).setup()).rejects.toThrow(/LML_EMPTY_DATASET/);
  });

  it('judges samples of a stream as they come', async () => {
    const every = await inputsOf(randomStream(6));
    const stream = filter({
      dataset: randomStream(6),
      where: ({ input }, position) => position > 0 && (input as number) > 0.3,
    });
    expect(await inputsOf(stream)).toEqual(every.filter((value, at) => at > 0 && (value as number) > 0.3));
  });

  it('can be opened again where that has failed', async () => {
    let attempts = 0;
    const flaky = filter({
      dataset: dataset(),
      where() {
        attempts += 1;
        if (attempts === 1) throw new Error('not yet');
        return true;
      },
    });
    await expect(flaky.open()).rejects.toThrow('not yet');
    expect(() => flaky.length).toThrow(/open: await dataset.open\(\) first.*LML_INVALID_ARGUMENT/);
    await flaky.open();
    expect(flaky.length).toBe(4);
  });

  it('takes a dataset that takes time and draws, and no file', async () => {
    expect((await inputsOf(filter({ dataset: randomDataset(3), where: (_, index) => index === 1 }))).length).toBe(1);
    expect(toConfig(filter({ dataset: dataset(), where: () => true })).missing).toEqual(['where']);
    expect(() => build('dataset', { name: 'filter', dataset: 'iris', where: 'input > 3' })).toThrow(
      /where: must be a function of a sample, in code/,
    );
  });
});
