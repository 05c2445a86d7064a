import { multiStep } from '../index.js';
import { rates } from '../shared/schedules.fixture.js';

describe('multi-step', () => {
  it('falls within an epoch where it counts fractions', () => {
    const scheduler = multiStep({ milestones: [0.4, 2], gamma: 0.5, unit: 'fractional-epoch' });
    expect(rates(scheduler, [1, 2, 9, 10])).toEqual([0.5, 0.25, 0.25, 0.125]);
  });
});
