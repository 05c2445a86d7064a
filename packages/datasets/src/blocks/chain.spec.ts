import { build } from '@lml/core';

import '../index.js';
import { batchesOf, inputsOf, randomDataset, randomStream } from '../shared/read.fixture.js';
import { chain } from './chain.js';
import { labelled } from './labelled.js';
import { unlabelled } from './unlabelled.js';

describe('chain', () => {
  it('reads streams one after the other, each with draws of its own', async () => {
    const stream = chain({
      datasets: [randomStream(3), randomDataset(2), randomStream(3), unlabelled({ inputs: [7] })],
    });
    const inputs = await inputsOf(stream);
    expect(new Set(inputs).size).toBe(9);
    expect(inputs.at(-1)).toBe(7);
    expect(await inputsOf(stream)).toEqual(inputs);
    expect(await inputsOf(stream, 1)).not.toEqual(inputs);
  });

  it('opens each, is read in batches, and stands in a config', async () => {
    const stream = build('dataset', {
      name: 'chain',
      datasets: ['iris', { name: 'dataset-subset', dataset: 'iris', end: 10 }],
    });
    expect(stream.classNames).toEqual(['setosa', 'versicolor', 'virginica']);
    expect((await batchesOf(stream, 100)).length).toBe(2);
  });

  it('stops reading where nobody reads on', async () => {
    let ended = false;
    const source = {
      open() {},
      *iterate() {
        try {
          for (;;) yield { input: 1 };
        } finally {
          ended = true;
        }
      },
    };
    for await (const sample of chain({ datasets: [source] }).iterate({
      epoch: 0,
      seed: 0,
      random: () => undefined as never,
    })) {
      expect(sample).toEqual({ input: 1 });
      break;
    }
    expect(ended).toBe(true);
  });

  it('refuses classes that differ, and no stream', async () => {
    const of = (...classNames: string[]): ReturnType<typeof labelled> =>
      labelled({ inputs: [1], targets: [0], classNames });
    await expect(async () => chain({ datasets: [of('a'), of('b')] }).open()).rejects.toThrow(
      /of the same classes \(a\)/,
    );
    expect(() => chain({ datasets: [] })).toThrow(/LML_INVALID_OPTIONS/);
  });
});
