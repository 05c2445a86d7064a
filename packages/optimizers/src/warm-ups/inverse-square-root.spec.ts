import { inverseSquareRoot } from '../index.js';
import { endless, rates } from '../shared/schedules.fixture.js';

describe('inverse-square-root', () => {
  it('needs no end, and is continuous where the warm-up ends', () => {
    const scheduler = inverseSquareRoot({ warmup: 4, warmupStart: 0.5 });
    expect(rates(scheduler, [0, 2, 4, 16, 400], endless)).toEqual([0.25, 0.375, 0.5, 0.25, 0.05]);
  });
});
