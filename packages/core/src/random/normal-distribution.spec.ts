import { logNormalCdf, normalCdf } from './normal-distribution.js';

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

describe('logNormalCdf', () => {
  // scipy.special.log_ndtr
  it.each([
    [-1e8, -5000000000000020.0],
    [-100, -5005.524208694205],
    [-38.5, -745.6952702904113],
    [-20, -203.9171553710973],
    [-3.6, -8.7459236318874],
    [-3.5, -8.366065308344094],
    [-0.5, -1.1759117615936188],
    [0, -0.6931471805599453],
    [0.5, -0.36894641528865635],
    [4, -3.1671743377489206e-5],
    [6, -9.86587645524372e-10],
    [9, -1.1285884059538324e-19],
  ])('is exact at %d', (x, expected) => {
    expect(Math.abs(logNormalCdf(x) / expected - 1)).toBeLessThan(1e-12);
  });

  it('ends at the logarithms of 0 and 1', () => {
    expect([logNormalCdf(-Infinity), logNormalCdf(Infinity), logNormalCdf(NaN)]).toEqual([-Infinity, -0, NaN]);
  });
});
