import { exponential } from '../index.js';
import { endless, rates } from '../shared/schedules.fixture.js';

describe('exponential', () => {
  it('counts fractions of epochs where it is told to', () => {
    expect(rates(exponential({ gamma: 0.25, unit: 'fractional-epoch' }), [0, 5, 10])).toEqual([0.5, 0.125, 0.03125]);
    expect(rates(exponential({ gamma: 0.25 ** 5, unit: 'fractional-epoch' }), [1])).toEqual([
      expect.closeTo(0.125, 12),
    ]);
  });

  it('needs to know how many steps an epoch has for that', () => {
    const scheduler = exponential({ gamma: 0.5, unit: 'fractional-epoch' });
    expect(() => rates(scheduler, [1], endless)).toThrow(
      "unit of the scheduler 'exponential' must be 'step' or 'epoch' where the length of the data is not known",
    );
  });
});
