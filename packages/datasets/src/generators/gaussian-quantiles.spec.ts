import { gaussianQuantiles } from './gaussian-quantiles.js';
import { drawn, itDrawsAsScikitLearn } from './generators.fixture.js';

describe('gaussian-quantiles', () => {
  itDrawsAsScikitLearn(gaussianQuantiles, gaussianQuantiles);

  it('has classes that lie around one another', async () => {
    const { input, target } = await drawn(gaussianQuantiles({ nSamples: 31, nClasses: 3 }));
    const points = input.data as Float64Array;
    const distances = [0, 1, 2].map((label) =>
      Array.from(target.data as Int32Array).flatMap((value, at) =>
        value === label ? [Math.hypot(points[2 * at]!, points[2 * at + 1]!)] : [],
      ),
    );
    expect(distances.map(({ length }) => length)).toEqual([10, 10, 11]);
    expect(Math.max(...distances[0]!)).toBeLessThan(Math.min(...distances[1]!));
    expect(Math.max(...distances[1]!)).toBeLessThan(Math.min(...distances[2]!));
  });

  it('refuses what does not go together', () => {
    expect(() => gaussianQuantiles({ nSamples: 2 })).toThrow(/nSamples: must be at least nClasses, 3, got 2/);
    expect(() => gaussianQuantiles({ mean: [1] })).toThrow(/mean: must have a number for each of 2 features, got 1/);
  });
});
