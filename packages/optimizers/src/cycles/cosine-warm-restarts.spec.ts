import { cosineWarmRestarts } from '../index.js';
import { rates } from '../shared/schedules.fixture.js';

describe('cosine-warm-restarts', () => {
  it('begins anew exactly at the end of each cycle, far away too', () => {
    const scheduler = cosineWarmRestarts({ period: 3, periodFactor: 2, min: 0.1 });
    const starts = [0, 3, 9, 21, 3 * (2 ** 30 - 1)];
    expect(rates(scheduler, starts)).toEqual(starts.map(() => 0.5));
    expect(rates(scheduler, [3 * (2 ** 30 - 1) - 1])).toEqual([expect.closeTo(0.1, 6)]);
  });
});
