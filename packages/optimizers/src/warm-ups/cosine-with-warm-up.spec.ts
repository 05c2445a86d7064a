import { cosineWithWarmUp } from '../index.js';
import { rates } from '../shared/schedules.fixture.js';

describe('cosine-with-warm-up', () => {
  it('rises in the warm-up, and stays at the end', () => {
    const scheduler = cosineWithWarmUp({ warmup: 4, min: 0.1 });
    const expected = [0, 0.125, 0.375, 0.5, expect.closeTo(0.3, 12), 0.1, 0.1];
    expect(rates(scheduler, [0, 1, 3, 4, 12, 20, 25])).toEqual(expected);
  });

  it('is at its end where the run is shorter than the warm-up', () => {
    expect(rates(cosineWithWarmUp({ warmup: 30 }), [15, 20, 30])).toEqual([0.25, expect.closeTo(1 / 3, 12), 0]);
  });
});
