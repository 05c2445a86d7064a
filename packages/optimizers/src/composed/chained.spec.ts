import type { Scheduler } from '@lml/core';

import { chained, cosineAnnealing, exponential, linear, oneCycle, reduceOnPlateau } from '../index.js';
import { at, BASE, observe, rates } from '../shared/schedules.fixture.js';

describe('chained', () => {
  it('joins schedules of different numbers', () => {
    const scheduler = chained({ schedulers: [linear({ startFactor: 0.5, numbers: ['weightDecay'] }), oneCycle()] });
    expect(scheduler.values(BASE, at(0))).toEqual({ lr: 0.02, momentum: 0.95, weightDecay: 0.05 });
  });

  it('goes to the least value of the last from what the others leave', () => {
    const scheduler = chained({ schedulers: [exponential({ gamma: 0.5 }), cosineAnnealing({ min: 0.1 })] });
    expect(rates(scheduler, [0, 20])).toEqual([0.5, 0.1]);
  });

  it('lets a schedule watch, and keeps its state', () => {
    const make = (): Scheduler =>
      chained({
        schedulers: [reduceOnPlateau({ monitor: 'train/loss', patience: 0, factor: 0.5 }), exponential({ gamma: 0.5 })],
      });
    const scheduler = make();
    expect(scheduler.monitor).toBe('train/loss');
    observe(scheduler, [1, 2]);
    expect(rates(scheduler, [0, 1])).toEqual([0.25, 0.125]);
    const other = make();
    other.load?.(JSON.parse(JSON.stringify(scheduler.state?.())));
    expect(rates(other, [0])).toEqual([0.25]);
    other.setup?.();
    expect(rates(other, [0])).toEqual([0.5]);
  });

  it('remembers nothing where no schedule does', () => {
    expect(Object.keys(chained({ schedulers: [linear()] }))).toEqual(['values']);
  });
});
