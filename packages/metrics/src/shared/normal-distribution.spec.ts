import { normalCdf } from './normal-distribution.js';

describe('normalCdf', () => {
  // scipy.stats.norm.cdf
  it.each([
    [0, 0.5],
    [-0.5, 0.3085375387259869],
    [-1.959963984540054, 0.025],
    [-3.5, 0.00023262907903552504],
    [-3.6, 0.00015910859015753364],
    [-6, 9.865876450376981e-10],
    [-20, 2.7536241186062337e-89],
    [1.2, 0.8849303297782918],
  ])('is exact at %d', (x, expected) => {
    expect(Math.abs(normalCdf(x) / expected - 1)).toBeLessThan(1e-12);
  });

  it('ends at 0 and 1', () => {
    expect([normalCdf(-Infinity), normalCdf(Infinity), normalCdf(NaN)]).toEqual([0, 1, NaN]);
  });
});
