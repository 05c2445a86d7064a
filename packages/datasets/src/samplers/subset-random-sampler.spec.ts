import fc from 'fast-check';

import '../index.js';
import { contextOf, indicesOf } from './sampler.fixture.js';
import { subsetRandomSampler } from './subset-random-sampler.js';

const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

describe('subset-random-sampler', () => {
  it('has the samples, each as often as it is named, in an order of the epoch', () =>
    fc.assert(
      fc.property(fc.array(fc.nat(29), { minLength: 1, maxLength: 20 }), fc.nat(5), (indices, epoch) => {
        const drawn = indicesOf(subsetRandomSampler({ indices }), contextOf(30, { epoch }));
        expect(ascending(drawn)).toEqual(ascending(indices));
      }),
    ));

  it('draws another order in each epoch', () => {
    const sampler = subsetRandomSampler({ indices: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) });
    const orders = [0, 1, 2].map((epoch) => indicesOf(sampler, contextOf(9, { epoch })).join());
    expect(new Set(orders).size).toBe(3);
  });

  it('leaves out what is not trained on', () => {
    const sampler = subsetRandomSampler({ indices: [1, 3, 8] });
    const part = (originalIndices: number[]): number[] =>
      indicesOf(sampler, contextOf(originalIndices.length, { originalIndices }));
    expect(ascending(part([8, 0, 1, 5]))).toEqual([0, 2]);
    expect(() => part([0, 2, 4])).toThrow(
      /indices must be of samples that are trained on; none of them is.*LML_INVALID_ARGUMENT/,
    );
    expect(() => part([0, 1, 2, 3])).toThrow(/indices must be below 4, the number of samples, got 8/);
  });

  it('refuses what are no indices', () => {
    expect(() => subsetRandomSampler({ indices: [] })).toThrow(/LML_INVALID_OPTIONS/);
    expect(() => subsetRandomSampler({ indices: [1.5] })).toThrow(/indices.0/);
  });
});
