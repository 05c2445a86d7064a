import { build, ndArray, stack, type Dataset } from '@lml/core';

import '../index.js';
import { batchesOf, randomDataset, readAll, samplesAt, withParts } from '../shared/read.fixture.js';
import { labelled } from './labelled.js';
import { unlabelled } from './unlabelled.js';
import { zip } from './zip.js';

const left = (): Dataset => labelled({ inputs: [1, 2], targets: [0, 1], metadata: ['a', 'b'], classNames: ['n', 'y'] });
const right = (): Dataset => labelled({ inputs: [[3], [4]], targets: [5, 6], metadata: ['c', 'd'] });

describe('zip', () => {
  it('joins by key, and leaves what one alone has as it is', async () => {
    const dataset = zip({ datasets: { image: unlabelled({ inputs: [1, 2] }), text: left() } });
    expect(await readAll(dataset)).toEqual([
      { input: { image: 1, text: 1 }, target: 0, metadata: 'a' },
      { input: { image: 2, text: 2 }, target: 1, metadata: 'b' },
    ]);
    expect(dataset.classNames).toEqual(['n', 'y']);
  });

  it.each(['key', 'name'] as const)('gives batches as it gives samples, by %s', async (by) => {
    const dataset = zip({ datasets: { left: left(), right: right() }, by });
    await dataset.open();
    const indices = [1, 0, 1];
    const samples = await samplesAt(dataset, indices);
    expect(await dataset.getBatch!(indices)).toEqual(stack()(samples));
  });

  it('keeps samples whole by name', async () => {
    const dataset = zip({ datasets: { left: left(), right: right() }, by: 'name' });
    await dataset.open();
    expect(await dataset.get(1)).toEqual({
      left: { input: 2, target: 1, metadata: 'b' },
      right: { input: ndArray([4]), target: 6, metadata: 'd' },
    });
  });

  it('draws for each dataset by itself, also where that takes time', async () => {
    const dataset = zip({ datasets: { a: randomDataset(2), b: randomDataset(2) } });
    const samples = await readAll(dataset);
    expect(new Set(samples.flatMap(({ input }) => Object.values(input as object))).size).toBe(4);
    expect(await readAll(dataset)).toEqual(samples);
    expect((await batchesOf(dataset, 2)).length).toBe(1);
    expect(await dataset.get(0)).toEqual(await dataset.get(0));
  });

  it('says where a part comes from', async () => {
    const of = (file: string, dataset: Dataset): Dataset => withParts(dataset, { source: (row) => ({ file, row }) });
    const datasets = { left: of('a.csv', left()), right: of('b.csv', right()) };
    expect(zip({ datasets }).source!(1, 'input.right')).toEqual({ file: 'b.csv', row: 1 });
    expect(zip({ datasets }).source!(1)).toEqual({ file: 'a.csv', row: 1 });
    expect(zip({ datasets, by: 'name' }).source!(0, 'right.input')).toEqual({ file: 'b.csv', row: 0 });
  });

  it('refuses datasets of different lengths, streams and none', async () => {
    const dataset = zip({ datasets: { left: left(), one: unlabelled({ inputs: [1] }) } });
    await expect(async () => dataset.open()).rejects.toThrow(
      "'left' has 2 samples, but 'one' has 1. Datasets that stand side by side must be equally long; dataset-subset takes a part of one. (LML_SHAPE_MISMATCH)",
    );
    expect(() => zip({ datasets: {} })).toThrow(/must have a dataset, got none/);
    expect(() => build('dataset', { name: 'zip', datasets: { a: { name: 'chain', datasets: ['iris'] } } })).toThrow(
      /datasets.a: must be a dataset whose samples are reached by index, got a stream/,
    );
    const short = zip({ datasets: { left: left() } });
    await short.open();
    expect(() => short.get(2)).toThrow(/LML_INVALID_ARGUMENT/);
  });
});
