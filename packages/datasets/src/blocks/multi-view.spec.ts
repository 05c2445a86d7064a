import { DataLoader, ndArray, type NdArray, type Sample, type Transform } from '@lml/core';

import '../register.js';
import { labelled } from './labelled.js';
import { multiView } from './multi-view.js';

const noise: Transform = {
  apply: (sample, context) => ({ ...sample, input: (sample['input'] as number) + context.random('noise').uniform() }),
};
const base = () => labelled({ inputs: [10, 20, 30], targets: [0, 1, 0], classNames: ['no', 'yes'] });

async function first(dataset: ReturnType<typeof multiView>, index: number): Promise<Sample> {
  await dataset.open();
  return dataset.get(index);
}

describe('multiView', () => {
  it('makes views that differ, and keeps the rest of the sample', async () => {
    const sample = await first(multiView({ dataset: base(), augment: noise, views: 4 }), 1);
    const views = Object.values(sample['input'] as Record<string, number>);
    expect(Object.keys(sample['input'] as object)).toEqual(['view0', 'view1', 'view2', 'view3']);
    expect(new Set(views).size).toBe(4);
    for (const view of views) expect(Math.floor(view)).toBe(20);
    expect(sample['target']).toBe(1);
  });

  it('gives the same views for a seed, an epoch and a place, and others elsewhere', async () => {
    const inputs = async (seed: number, epoch: number): Promise<unknown> => {
      const loader = new DataLoader({ dataset: multiView({ dataset: base(), augment: noise }), batchSize: 3, seed });
      await loader.open();
      for await (const { batch } of loader.iterate(epoch)) return batch['input'];
      return undefined;
    };
    expect(await inputs(7, 1)).toEqual(await inputs(7, 1));
    expect(await inputs(7, 1)).not.toEqual(await inputs(7, 2));
    expect(await inputs(7, 1)).not.toEqual(await inputs(8, 1));
  });

  it('passes on names and targets without making views', () => {
    const augment = (): NdArray => {
      throw new Error('no view was asked for');
    };
    const dataset = multiView({ dataset: base(), augment });
    return Promise.resolve(dataset.open()).then(() => {
      expect(dataset.classNames).toEqual(['no', 'yes']);
      expect(dataset.columns).toEqual({ target: ndArray([0, 1, 0]) });
      expect(dataset.length).toBe(3);
    });
  });

  it('takes transforms that take their time', async () => {
    const slow: Transform = { apply: (sample) => Promise.resolve({ ...sample, input: -(sample['input'] as number) }) };
    expect((await first(multiView({ dataset: base(), augment: slow }), 0))['input']).toEqual({
      view0: -10,
      view1: -10,
    });
  });

  it('names a part that there is not', async () => {
    const dataset = multiView({ dataset: base(), augment: noise, key: 'image' });
    await expect(first(dataset, 0)).rejects.toThrow(/key must be a part of sample 0, got 'image'/);
  });
});
