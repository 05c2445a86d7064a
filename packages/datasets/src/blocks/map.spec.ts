import { build, ndArray, toConfig, type Dataset } from '@lml/core';

import '../index.js';
import { batchesOf, contextOf, inputsOf, randomStream, readAll, withParts } from '../shared/read.fixture.js';
import { labelled } from './labelled.js';
import { map } from './map.js';

const dataset = (): Dataset => labelled({ inputs: [1, 2, 3], targets: [0, 1, 0], classNames: ['a', 'b'] });

describe('map', () => {
  it('gives what a function makes of each sample, at once or after a while', async () => {
    const doubled = map({ dataset: dataset(), apply: ({ input }) => ({ input: 2 * (input as number) }) });
    expect(await readAll(doubled)).toEqual([{ input: 2 }, { input: 4 }, { input: 6 }]);
    expect(doubled.get(0)).not.toBeInstanceOf(Promise);
    expect(await batchesOf(doubled, 3)).toEqual([{ input: ndArray([2, 4, 6]) }]);
    const slow = map({ dataset: doubled, apply: async ({ input }) => Promise.resolve({ target: input }) });
    expect(await readAll(slow)).toEqual([{ target: 2 }, { target: 4 }, { target: 6 }]);
    expect([doubled.columns, doubled.getBatch]).toEqual([undefined, undefined]);
  });

  it('draws from the context of the sample, or of seed 0 where there is none', async () => {
    const noisy = map({ dataset: dataset(), apply: (_, { random }) => ({ input: random('noise').uniform() }) });
    const drawn = await readAll(noisy);
    expect(new Set(drawn.map(({ input }) => input)).size).toBe(3);
    expect(await readAll(noisy)).toEqual(drawn);
    expect(await readAll(noisy, 1)).not.toEqual(drawn);
    expect(noisy.get(1)).toEqual(noisy.get(1));
    const twice = map({
      dataset: noisy,
      apply: ({ input }, { random }) => ({ input, own: random('noise').uniform() }),
    });
    const { input, own } = await twice.get(0, contextOf(0));
    expect(own).not.toBe(input);
  });

  it('maps a stream, with draws of their own for each sample', async () => {
    const stream = map({
      dataset: randomStream(3),
      apply: ({ input }, { random }) => ({ input, noise: random('noise').uniform() }),
    });
    const samples = await readAll(stream);
    expect(new Set(samples.flatMap(({ input, noise }) => [input, noise])).size).toBe(6);
    expect(await readAll(stream)).toEqual(samples);
  });

  it('passes on classes, indices and sources', async () => {
    const part = withParts(dataset(), { indices: [4, 5, 6], source: (row) => ({ file: 'a', row }) });
    const mapped = map({ dataset: part, apply: (sample) => sample });
    expect([mapped.classNames, mapped.indices, mapped.source!(1)]).toEqual([
      ['a', 'b'],
      [4, 5, 6],
      { file: 'a', row: 1 },
    ]);
  });

  it('says that a file cannot hold its function', () => {
    expect(toConfig(map({ dataset: dataset(), apply: (sample) => sample })).missing).toEqual(['apply']);
    expect(() => build('dataset', { name: 'map', dataset: 'iris', apply: 'double' })).toThrow(
      /apply: must be a function of a sample, in code/,
    );
  });

  it.each([undefined, 3, [1]])('refuses %p as a sample', async (made) => {
    const wrong = map({ dataset: dataset(), apply: () => made as never });
    await expect(inputsOf(wrong)).rejects.toThrow(
      /What apply gives must be a sample, a record of parts.*LML_INVALID_ARGUMENT/,
    );
  });
});
