import { drawn, itDrawsAsScikitLearn } from './generators.fixture.js';
import { regression } from './regression.js';

describe('regression', () => {
  itDrawsAsScikitLearn(regression, regression);

  it('has a target for each sample, or several', async () => {
    expect((await drawn(regression({ nSamples: 1 }))).target.shape).toEqual([1]);
    expect((await drawn(regression({ nSamples: 3, nTargets: 2 }))).target.shape).toEqual([3, 2]);
  });

  it('has targets that its features explain, exactly where there is no noise', async () => {
    const { input, target } = await drawn(regression({ nSamples: 4, nFeatures: 1, bias: 3 }));
    const slopes = (input.data as Float64Array).map((value, at) => ((target.data as Float64Array)[at]! - 3) / value);
    slopes.forEach((slope) => expect(slope).toBeCloseTo(slopes[0]!, 10));
  });

  it('refuses more values than fit', () => {
    expect(() => regression({ nSamples: 1e6, nFeatures: 1e6 })).toThrow(/nSamples: must leave at most.*LML_INVALID/s);
    expect(() => regression({ nSamples: 1, nFeatures: 1e5, nTargets: 1e5 })).toThrow(/nSamples: must leave at most/);
  });
});
