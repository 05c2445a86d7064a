import { DataLoader } from '@lml/core';
import fc from 'fast-check';

import '../index.js';
import { unlabelled } from '../blocks/unlabelled.js';
import { randomSampler } from './random-sampler.js';
import { contextOf, countsOf, expectShares, indicesOf } from './sampler.fixture.js';

describe('random-sampler', () => {
  it('has each sample once before any comes again', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 70 }),
        fc.nat(9),
        (length, numSamples, epoch) => {
          const indices = indicesOf(randomSampler({ numSamples }), contextOf(length, { epoch }));
          expect(indices).toHaveLength(numSamples);
          const counts = countsOf(indices, length);
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
          for (let start = 0; start + length <= numSamples; start += length)
            expect(new Set(indices.slice(start, start + length)).size).toBe(length);
        },
      ),
    ));

  it('has without options the order of shuffle: true', async () => {
    const dataset = unlabelled({ inputs: Float32Array.from({ length: 9 }, (_, at) => at) });
    const shuffled = new DataLoader({ dataset, batchSize: 9, shuffle: true, seed: 5 });
    const sampled = new DataLoader({ dataset, batchSize: 9, sampler: randomSampler(), seed: 5 });
    await shuffled.open();
    for (const epoch of [0, 1]) expect(sampled.indicesOf(epoch, 0)).toEqual(shuffled.indicesOf(epoch, 0));
    expect(sampled.indicesOf(0, 0)).not.toEqual(sampled.indicesOf(1, 0));
  });

  it('draws each sample equally often with replacement', () => {
    const sampler = randomSampler({ replacement: true, numSamples: 20_000 });
    const indices = indicesOf(sampler, contextOf(5));
    expectShares(countsOf(indices, 5), [0.2, 0.2, 0.2, 0.2, 0.2]);
    // Independent draws: a sample follows itself one time in five.
    const repeats = indices.filter((index, at) => index === indices[at + 1]).length;
    expectShares([repeats, indices.length - repeats], [0.2, 0.8]);
    expect(indicesOf(randomSampler({ replacement: true }), contextOf(8))).toHaveLength(8);
  });

  it('gives nothing where there is nothing, and refuses an epoch of no samples', () => {
    expect(indicesOf(randomSampler({ numSamples: 3 }), contextOf(0))).toEqual([]);
    expect(() => randomSampler({ numSamples: 0 })).toThrow(/numSamples/);
  });
});
