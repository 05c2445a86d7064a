import { build, ndArray, toConfig, type Dataset, type Sample } from '@lml/core';

import '../index.js';
import { batchesOf, readAll, withParts } from '../shared/read.fixture.js';
import { expectShares } from '../samplers/sampler.fixture.js';
import { labelled } from './labelled.js';
import { map } from './map.js';
import { pairs } from './pairs.js';

/** Inputs whose tens are their class. */
const inputs = [1, 2, 3, 11, 12, 21];
const dataset = (): Dataset => labelled({ inputs, targets: inputs.map((input) => Math.floor(input / 10)) });
type Pair = { input: { first: number; second: number }; target: number };
const classOf = (input: number): number => Math.floor(input / 10);

const drawn = async (made: Dataset, epochs: number): Promise<Pair[]> => {
  const all: Sample[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) all.push(...(await readAll(made, epoch)));
  return all as unknown as Pair[];
};

describe('pairs', () => {
  it('pairs each sample with another, and says whether they are of one class', async () => {
    const all = await drawn(pairs({ dataset: dataset() }), 200);
    for (const { input, target } of all) {
      expect(target).toBe(classOf(input.first) === classOf(input.second) ? 1 : 0);
      expect(input.second).not.toBe(input.first);
    }
    expect(all.slice(0, 6).map(({ input }) => input.first)).toEqual(inputs);
  });

  it('draws each partner as often as it should', async () => {
    const all = await drawn(pairs({ dataset: dataset(), share: 0.3 }), 3000);
    const ofFirst = all.filter(({ input }) => input.first === 1).map(({ input }) => input.second);
    const counts = [2, 3, 11, 12, 21].map((second) => ofFirst.filter((other) => other === second).length);
    expectShares(counts, [0.15, 0.15, 0.7 / 3, 0.7 / 3, 0.7 / 3]);
    const alone = all.filter(({ input }) => input.first === 21);
    expect(alone.every(({ target }) => target === 0)).toBe(true);
  });

  it('depends on seed and epoch, and on nothing else', async () => {
    const made = pairs({ dataset: dataset() });
    expect(await readAll(made, 3)).toEqual(await readAll(pairs({ dataset: dataset() }), 3));
    expect(await readAll(made, 3)).not.toEqual(await readAll(made, 4));
    expect(await readAll(made, 3)).not.toEqual(await readAll(made, 3, 1));
    expect(made.get(0)).toEqual(made.get(0));
  });

  it('takes other targets and another column, texts, and samples that take time', async () => {
    const named = map({
      dataset: dataset(),
      apply: async ({ input }) => Promise.resolve({ input, group: `class ${classOf(input as number)}` }),
    });
    const all = await drawn(pairs({ dataset: named, column: 'group', same: 1, different: -1 }), 20);
    expect(new Set(all.map(({ target }) => target))).toEqual(new Set([1, -1]));
    expect((await batchesOf(pairs({ dataset: dataset(), share: 0 }), 6))[0]).toMatchObject({
      input: { first: ndArray(inputs) },
      target: ndArray([0, 0, 0, 0, 0, 0]),
    });
  });

  it('goes from a config to a dataset and back, and passes on indices and sources', () => {
    const config = {
      name: '@lml/datasets:pairs',
      dataset: { name: '@lml/datasets:iris' },
      column: 'target',
      share: 0.2,
      same: 1,
      different: -1,
    };
    expect(toConfig(build('dataset', config))).toEqual({ config, missing: [] });
    const part = withParts(dataset(), { indices: [5, 6], source: (row) => ({ file: 'a', row }) });
    expect([pairs({ dataset: part }).indices, pairs({ dataset: part }).source!(3)]).toEqual([
      [5, 6],
      { file: 'a', row: 3 },
    ]);
  });

  it('refuses one class, rows of scores, streams and samples without input', async () => {
    const open = async (made: Dataset): Promise<void> => made.open();
    await expect(open(pairs({ dataset: labelled({ inputs: [1, 2], targets: [0, 0] }) }))).rejects.toThrow(
      /'target' must be of two classes at the least, got 1.*LML_INVALID_ARGUMENT/,
    );
    await expect(open(pairs({ dataset: labelled({ inputs: [1, 2], targets: [[0, 1], [1, 0]] }) }))).rejects.toThrow(/Rows of scores have no class/); // prettier-ignore
    await expect(open(pairs({ dataset: dataset(), column: 'kind' }))).rejects.toThrow(
      /The samples must be records with 'kind'/,
    );
    expect(() => pairs({ dataset: { name: 'chain', datasets: ['iris'] } })).toThrow(/got a stream/);
    const lacking = pairs({ dataset: map({ dataset: dataset(), apply: ({ target }) => ({ target }) }) });
    await lacking.open();
    expect(() => lacking.get(0)).toThrow(/Sample 0 must be a record with 'input'.*LML_INVALID_ARGUMENT/);
    expect(() => lacking.get(6)).toThrow(/LML_INVALID_ARGUMENT/);
  });
});
