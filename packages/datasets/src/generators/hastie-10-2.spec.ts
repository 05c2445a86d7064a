import { drawn, itDrawsAsScikitLearn } from './generators.fixture.js';
import { hastie102 } from './hastie-10-2.js';

describe('hastie-10-2', () => {
  itDrawsAsScikitLearn(hastie102, hastie102);

  it('has classes by the sums of squares', async () => {
    const { input, target } = await drawn(hastie102({ nSamples: 50, randomState: 3 }));
    const values = input.data as Float64Array;
    (target.data as Int32Array).forEach((label, at) => {
      const sum = values.subarray(10 * at, 10 * at + 10).reduce((total, value) => total + value ** 2, 0);
      expect(label === 1).toBe(sum > 9.34);
    });
  });
});
