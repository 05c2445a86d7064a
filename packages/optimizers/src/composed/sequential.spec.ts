import type { Scheduler } from '@lml/core';

import { cosineAnnealing, exponential, linear, reduceOnPlateau, sequential } from '../index.js';
import { endless, observe, rates } from '../shared/schedules.fixture.js';

describe('sequential', () => {
  it('counts in epochs where it is told to', () => {
    const scheduler = sequential({
      schedulers: [
        cosineAnnealing({ unit: 'epoch', total: 4 }),
        cosineAnnealing({ unit: 'epoch', total: 2, min: 0.1 }),
      ],
      milestones: [2],
      unit: 'epoch',
    });
    expect(rates(scheduler, [0, 10, 20])).toEqual([0.5, 0.5, 0.1]);
  });

  it('lets schedules count steps, or fractions of epochs, from a milestone in epochs', () => {
    const scheduler = sequential({
      schedulers: [
        linear({ startFactor: 0, total: 1, unit: 'fractional-epoch' }),
        cosineAnnealing(),
        exponential({ gamma: 0.5 }),
      ],
      milestones: [1, 3],
      unit: 'epoch',
    });
    const expected = [0, 0.2, 0.5, 0.25, 0.5, 0.25];
    expect(rates(scheduler, [0, 2, 5, 10, 15, 16])).toEqual(expected.map((rate) => expect.closeTo(rate, 12)));
  });

  it('takes for the length of a schedule the way to the next milestone alone where the run has no end', () => {
    const scheduler = sequential({ schedulers: [cosineAnnealing(), cosineAnnealing()], milestones: [8] });
    expect(rates(scheduler, [4], endless)).toEqual([expect.closeTo(0.25, 12)]);
    expect(() => rates(scheduler, [9], endless)).toThrow(/total of the scheduler 'cosine-annealing' must be given/);
  });

  it('tells a schedule that watches what comes from its milestone on, and keeps its state', () => {
    const make = (): Scheduler =>
      sequential({ schedulers: [cosineAnnealing(), reduceOnPlateau({ patience: 0, factor: 0.5 })], milestones: [10] });
    const scheduler = make();
    expect(scheduler.monitor).toBe('validation/loss');
    observe(scheduler, [4, 9, 14, 19]);
    expect(rates(scheduler, [10, 20])).toEqual([0.25, 0.25]);
    const other = make();
    other.load?.(JSON.parse(JSON.stringify(scheduler.state?.())));
    expect(rates(other, [20])).toEqual([0.25]);
    expect(() => other.load?.([])).toThrow(expect.objectContaining({ code: 'LML_CHECKPOINT' }));
    other.setup?.();
    expect(rates(other, [20])).toEqual([0.5]);
  });

  it('watches one number at the most', () => {
    const schedulers = [reduceOnPlateau(), reduceOnPlateau({ monitor: 'train/loss' })];
    expect(() => sequential({ schedulers, milestones: [1] })).toThrow(/schedules that watch one number at the most/);
  });
});
