import type { Scheduler } from '@lml/core';

import { reduceOnPlateau } from '../index.js';
import { at, rates } from '../shared/schedules.fixture.js';

describe('reduce-on-plateau', () => {
  const observe = (scheduler: Scheduler, values: readonly number[], mode: 'min' | 'max' = 'min'): void => {
    for (const value of values) scheduler.observe?.({ value, mode, clock: at(0).clock });
  };

  it('goes the way of the metric unless it is told another', () => {
    const [own, told] = [reduceOnPlateau({ patience: 0 }), reduceOnPlateau({ patience: 0, mode: 'min' })];
    for (const scheduler of [own, told]) observe(scheduler, [0.5, 0.6], 'max');
    expect([rates(own, [0]), rates(told, [0])]).toEqual([[0.5], [0.05]]);
  });

  it('refuses a state that cannot be', () => {
    expect(() => reduceOnPlateau().load?.({ waited: -1 })).toThrow(expect.objectContaining({ code: 'LML_CHECKPOINT' }));
  });
});
