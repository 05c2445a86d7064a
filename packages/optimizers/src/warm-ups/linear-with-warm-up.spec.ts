import { linearWithWarmUp } from '../index.js';
import { rates } from '../shared/schedules.fixture.js';

describe('linear-with-warm-up', () => {
  it('begins where it is told, and stays at its least value', () => {
    const scheduler = linearWithWarmUp({ warmup: 10, warmupStart: 0.5, min: 0.1 });
    expect(rates(scheduler, [0, 5, 10, 15, 20, 99])).toEqual([0.25, 0.375, 0.5, expect.closeTo(0.3, 12), 0.1, 0.1]);
  });
});
