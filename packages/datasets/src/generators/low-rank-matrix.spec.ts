import { drawn, itDrawsAsScikitLearn } from './generators.fixture.js';
import { lowRankMatrix } from './low-rank-matrix.js';

describe('low-rank-matrix', () => {
  itDrawsAsScikitLearn(lowRankMatrix, lowRankMatrix);

  it('has singular values with the sum of squares that its options promise', async () => {
    const { input } = await drawn(lowRankMatrix({ nSamples: 9, nFeatures: 6, effectiveRank: 2, tailStrength: 0.2 }));
    const squares = (input.data as Float64Array).reduce((sum, value) => sum + value ** 2, 0);
    const expected = [0, 1, 2, 3, 4, 5].reduce(
      (sum, at) => sum + (0.8 * Math.exp(-((at / 2) ** 2)) + 0.2 * Math.exp((-0.1 * at) / 2)) ** 2,
      0,
    );
    expect(squares).toBeCloseTo(expected, 12);
  });
});
