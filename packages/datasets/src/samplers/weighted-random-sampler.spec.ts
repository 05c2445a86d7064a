import { DataModule } from '@lml/core';
import fc from 'fast-check';

import '../index.js';
import { unlabelled } from '../blocks/unlabelled.js';
import { contextOf, countsOf, expectShares, indicesOf } from './sampler.fixture.js';
import { weightedRandomSampler, type WeightedRandomSamplerOptions } from './weighted-random-sampler.js';

describe('weighted-random-sampler', () => {
  it('draws each sample as often as its weight says', () => {
    const sampler = weightedRandomSampler({ weights: [1, 2, 0, 5], numSamples: 40_000 });
    expectShares(countsOf(indicesOf(sampler, contextOf(4)), 4), [1 / 8, 2 / 8, 0, 5 / 8]);
  });

  it('draws the first of a sample without replacement by weight, and none twice', () => {
    const sampler = weightedRandomSampler({ weights: Float32Array.of(1, 2, 3, 4), replacement: false });
    const firsts = Array.from({ length: 4000 }, (_, epoch) => {
      const indices = indicesOf(sampler, contextOf(4, { epoch }));
      expect(new Set(indices).size).toBe(4);
      return indices[0]!;
    });
    expectShares(countsOf(firsts, 4), [0.1, 0.2, 0.3, 0.4]);
  });

  it('takes the weights of the whole dataset for a part of it', async () => {
    const dataset = unlabelled({ inputs: Float32Array.from({ length: 20 }, (_, at) => at) });
    const weights = Array.from({ length: 20 }, (_, at) => at % 2);
    const data = new DataModule({
      dataset,
      split: { test: 0.5 },
      sampler: weightedRandomSampler({ weights }),
      seed: 3,
    });
    await data.setup();
    const loader = data.loader('train')!;
    await loader.open();
    const inputs: number[] = [];
    for await (const { batch } of loader.iterate(0)) inputs.push(...(batch['input'] as { data: Float32Array }).data);
    expect(inputs).toHaveLength(10);
    expect(inputs.every((input) => input % 2 === 1 && data.indices.train!.includes(input))).toBe(true);
  });

  it('never draws a sample of weight 0', () => {
    fc.assert(
      fc.property(
        fc
          .array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 12 })
          .filter((all) => all.some((one) => one > 1e-6)),
        fc.nat(99),
        (weights, epoch) => {
          const context = contextOf(weights.length, { epoch });
          expect(indicesOf(weightedRandomSampler({ weights }), context).every((index) => weights[index]! > 0)).toBe(
            true,
          );
        },
      ),
    );
  });

  it.each<[Partial<WeightedRandomSamplerOptions>, RegExp]>([
    [{ weights: [1, -1] }, /weights.1: must be a number of at least 0, got -1/],
    [{ weights: [NaN] }, /weights.0: .* got NaN/],
    [{ weights: [0, 0] }, /must have a number above 0/],
    [{ weights: [1e308, 1e308] }, /a sum that is finite/],
    [{ weights: 'equal' as never }, /must be a list of numbers, or a typed array of them, got 'equal'/],
    [{}, /weights/],
  ])('refuses %j', (options, message) => {
    expect(() => weightedRandomSampler(options as WeightedRandomSamplerOptions)).toThrow(message);
  });

  it('refuses weights that do not fit the samples', () => {
    const ask = (options: WeightedRandomSamplerOptions, originalIndices: number[]): number[] =>
      indicesOf(weightedRandomSampler(options), contextOf(originalIndices.length, { originalIndices }));
    expect(() => ask({ weights: [1, 1] }, [0, 4])).toThrow(
      /weights must be one for each sample of the whole dataset, which has at least 5.*LML_INVALID_ARGUMENT/,
    );
    expect(() => ask({ weights: [1, 0, 0] }, [1, 2])).toThrow(/above 0 for one of the samples that are trained on/);
    expect(() => ask({ weights: [1, 0, 1], replacement: false }, [0, 1, 2])).toThrow(
      /numSamples must be 2 at most, the samples whose weight is above 0, where none is drawn twice, got 3/,
    );
    expect(ask({ weights: [1] }, [])).toEqual([]);
  });
});
