import { linear } from '../index.js';
import { rates } from '../shared/schedules.fixture.js';

describe('linear', () => {
  it('begins at 0 and goes above the first value where it is told to', () => {
    expect(rates(linear({ startFactor: 0, endFactor: 2, total: 4 }), [0, 1, 2, 4, 5])).toEqual([0, 0.25, 0.5, 1, 1]);
  });

  it('rises at every step where it counts fractions of epochs', () => {
    const scheduler = linear({ startFactor: 0, total: 2, unit: 'fractional-epoch' });
    expect(rates(scheduler, [0, 2, 5, 10])).toEqual([0, 0.1, 0.25, 0.5]);
  });
});
