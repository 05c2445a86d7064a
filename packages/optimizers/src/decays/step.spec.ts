import { step } from '../index.js';
import { at, BASE, rates } from '../shared/schedules.fixture.js';

describe('step', () => {
  it('changes the numbers that it is told, each from its first value', () => {
    const scheduler = step({ stepSize: 2, gamma: 0.5, numbers: ['weightDecay', 'lr'] });
    expect(scheduler.values(BASE, at(5))).toEqual({ lr: 0.125, weightDecay: 0.025 });
  });

  it('falls within an epoch only where it is told to count fractions', () => {
    const falls = (unit: 'epoch' | 'fractional-epoch') => rates(step({ stepSize: 1, gamma: 0.5, unit }), [4, 5, 9, 10]);
    expect(falls('epoch')).toEqual([0.5, 0.25, 0.25, 0.125]);
    expect(falls('fractional-epoch')).toEqual(falls('epoch'));
  });
});
