import { build, ndArray, toConfig, type Dataset, type Sample } from '@lml/core';

import '../index.js';
import { expectShares } from '../samplers/sampler.fixture.js';
import { batchesOf, readAll, withParts } from '../shared/read.fixture.js';
import { labelled } from './labelled.js';
import { triplets } from './triplets.js';

/** Inputs whose tens are their class; 31 is alone in its own. */
const inputs = [1, 31, 2, 3, 11, 12];
const classOf = (input: number): number => Math.floor(input / 10);
const dataset = (): Dataset => labelled({ inputs, targets: inputs.map(classOf), classNames: ['a', 'b', 'c', 'd'] });

describe('triplets', () => {
  it('has an anchor, another of its class and one of another class', async () => {
    const made = triplets({ dataset: dataset() });
    const all: Sample[] = [];
    for (let epoch = 0; epoch < 2000; epoch++) all.push(...(await readAll(made, epoch)));
    expect(made.length).toBe(5);
    const triples = all as unknown as { input: number; positive: number; negative: number }[];
    for (const { input, positive, negative } of triples) {
      expect(classOf(positive)).toBe(classOf(input));
      expect(positive).not.toBe(input);
      expect(classOf(negative)).not.toBe(classOf(input));
    }
    const ofTwo = triples.filter(({ input }) => input === 2);
    const count = (key: 'positive' | 'negative', value: number): number =>
      ofTwo.filter((one) => one[key] === value).length;
    expectShares([count('positive', 1), count('positive', 3)], [1 / 2, 1 / 2]);
    expectShares(
      [11, 12, 31].map((value) => count('negative', value)),
      [1 / 3, 1 / 3, 1 / 3],
    );
  });

  it('depends on seed and epoch, and on nothing else', async () => {
    const made = triplets({ dataset: dataset() });
    expect(await readAll(made, 1)).toEqual(await readAll(triplets({ dataset: dataset() }), 1));
    expect(await readAll(made, 1)).not.toEqual(await readAll(made, 2));
    expect(await readAll(made, 1)).not.toEqual(await readAll(made, 1, 5));
  });

  it('keeps the target of the anchor where that is wanted, and knows which sample it is', async () => {
    const of = withParts(dataset(), { source: (row) => ({ file: 'a.csv', row }), inputNames: ['x'] });
    const made = triplets({ dataset: of, keepTarget: true });
    expect((await batchesOf(made, 5))[0]).toMatchObject({
      input: ndArray([1, 2, 3, 11, 12]),
      target: ndArray([0, 0, 0, 1, 1]),
    });
    expect(made.indices).toEqual(Int32Array.of(0, 2, 3, 4, 5));
    expect(made.source!(1)).toEqual({ file: 'a.csv', row: 2 });
    expect([made.classNames, made.inputNames]).toEqual([['a', 'b', 'c', 'd'], ['x']]);
    const part = triplets({ dataset: withParts(of, { indices: [6, 5, 4, 3, 2, 1], source: undefined as never }) });
    await part.open();
    expect([part.indices, part.source!(1)]).toEqual([Int32Array.of(6, 4, 3, 2, 1), { row: 2 }]);
  });

  it('goes from a config to a dataset and back', () => {
    const config = {
      name: '@lml/datasets:triplets',
      dataset: { name: '@lml/datasets:iris' },
      column: 'target',
      keepTarget: true,
    };
    expect(toConfig(build('dataset', config))).toEqual({ config, missing: [] });
  });

  it('refuses classes of one sample each, streams, and an index that is out of range', async () => {
    await expect(async () =>
      triplets({ dataset: labelled({ inputs: [1, 2], targets: [0, 1] }) }).open(),
    ).rejects.toThrow(/'target' must be of classes of which one has two samples/);
    expect(() => triplets({ dataset: { name: 'chain', datasets: ['iris'] } })).toThrow(/got a stream/);
    const made = triplets({ dataset: dataset() });
    await made.open();
    expect(() => made.get(5)).toThrow(/index must be an integer from 0 to 4.*LML_INVALID_ARGUMENT/);
  });
});
