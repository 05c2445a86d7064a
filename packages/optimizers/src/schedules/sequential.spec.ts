import type { Scheduler } from '@lml/core';

import { cosine, reduceOnPlateau, sequential } from '../index.js';
import { at, rates } from './schedules.fixture.js';

describe('sequential', () => {
  it('counts in epochs where it is told to', () => {
    const scheduler = sequential({
      schedulers: [cosine({ unit: 'epoch', total: 4 }), cosine({ unit: 'epoch', total: 2, min: 0.1 })],
      milestones: [2],
      unit: 'epoch',
    });
    expect(rates(scheduler, [0, 10, 20])).toEqual([0.5, 0.5, 0.1]);
  });

  it('tells a schedule that watches what comes from its milestone on, and keeps its state', () => {
    const make = (): Scheduler =>
      sequential({ schedulers: [cosine(), reduceOnPlateau({ patience: 0, factor: 0.5 })], milestones: [10] });
    const scheduler = make();
    expect(scheduler.monitor).toBe('validation/loss');
    for (const step of [4, 9, 14, 19]) scheduler.observe?.({ value: 1, mode: 'min', clock: at(step).clock });
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
