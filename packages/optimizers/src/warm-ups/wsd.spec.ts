import { wsd } from '../index.js';
import { rates } from '../shared/schedules.fixture.js';

describe('wsd', () => {
  it('begins where it is told, and stays at its least value', () => {
    const scheduler = wsd({ warmup: 5, warmupStart: 0.5, decay: 5, annealStrategy: 'linear', min: 0.1 });
    const expected = [0.25, 0.5, 0.5, 0.5, expect.closeTo(0.26, 12), 0.1, 0.1];
    expect(rates(scheduler, [0, 5, 10, 15, 18, 20, 21])).toEqual(expected);
  });

  it('says by how much it is too long', () => {
    expect(() => rates(wsd({ warmup: 10, decay: 12 }), [10])).toThrow(
      "warmup and decay of the scheduler 'wsd' must be at most as long as the total, which is 20, got 22",
    );
  });
});
