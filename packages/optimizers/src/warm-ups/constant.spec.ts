import { constant } from '../index.js';
import { rates } from '../shared/schedules.fixture.js';

describe('constant', () => {
  it('ends within an epoch where it counts fractions', () => {
    expect(rates(constant({ factor: 0, total: 0.5, unit: 'fractional-epoch' }), [0, 2, 3])).toEqual([0, 0, 0.5]);
  });
});
