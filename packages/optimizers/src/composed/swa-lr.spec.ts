import { cosineAnnealing, exponential, oneCycle, reduceOnPlateau, swaLr } from '../index.js';
import { at, BASE, observe, rates } from '../shared/schedules.fixture.js';

describe('swa-lr', () => {
  it('goes at once where there is no way', () => {
    expect(rates(swaLr({ start: 4, factor: 0.5, annealing: 0 }), [3, 4, 5])).toEqual([0.5, 0.25, 0.25]);
  });

  it('keeps other numbers where the schedule before leaves them', () => {
    const scheduler = swaLr({ scheduler: oneCycle(), start: 10, factor: 0.5 });
    expect(scheduler.values(BASE, at(20)).momentum).toBe(oneCycle().values(BASE, at(10)).momentum);
  });

  it('begins from what a schedule by steps gives at the epoch where it starts', () => {
    const scheduler = swaLr({
      scheduler: exponential({ gamma: 0.5 }),
      start: 1,
      factor: 1,
      annealing: 1,
      unit: 'epoch',
    });
    expect(rates(scheduler, [4, 5, 9, 10])).toEqual([0.5 ** 5, 0.5 ** 6, 0.5 ** 6, 0.5]);
  });

  it('does not tell the schedule before what comes after its start', () => {
    const scheduler = swaLr({
      scheduler: reduceOnPlateau({ patience: 0, factor: 0.5 }),
      start: 8,
      factor: 0,
      annealing: 4,
    });
    observe(scheduler, [5, 6, 9, 10]);
    expect(rates(scheduler, [7, 8, 12])).toEqual([0.25, 0.25, 0]);
    expect(scheduler.monitor).toBe('validation/loss');
    expect(swaLr({ scheduler: cosineAnnealing(), start: 1, factor: 1 }).state).toBeUndefined();
  });
});
