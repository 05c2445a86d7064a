import { polynomial } from '../index.js';
import { rates } from '../shared/schedules.fixture.js';

describe('polynomial', () => {
  it('falls to its least value, and stays there', () => {
    expect(rates(polynomial({ min: 0.1, total: 4 }), [0, 2, 4, 9])).toEqual([0.5, expect.closeTo(0.3, 12), 0.1, 0.1]);
  });

  it('counts fractions of epochs to the end of the run', () => {
    expect(rates(polynomial({ unit: 'fractional-epoch' }), [0, 5, 10, 20])).toEqual([0.5, 0.375, 0.25, 0]);
  });
});
