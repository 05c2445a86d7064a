import { cosine } from '../index.js';
import { at, BASE, rates } from './schedules.fixture.js';

describe('cosine', () => {
  it('rises from 0 in the warm-up, and stays at the end', () => {
    const scheduler = cosine({ warmup: 4, min: 0.1 });
    expect(rates(scheduler, [0, 1, 3, 4, 12, 20, 25])).toEqual([
      0,
      0.125,
      0.375,
      0.5,
      expect.closeTo(0.3, 12),
      0.1,
      0.1,
    ]);
  });

  it('schedules the numbers that it is told, each from its first value', () => {
    const scheduler = cosine({ numbers: ['weightDecay', 'lr'] });
    const { lr, weightDecay, ...rest } = scheduler.values(BASE, at(10));
    expect([lr, weightDecay, rest]).toEqual([expect.closeTo(0.25, 12), expect.closeTo(0.05, 12), {}]);
  });

  it('says that it must know how long the run is', () => {
    const unknown = { ...at(3), total: { steps: undefined, epochs: 4 } };
    expect(() => cosine().values(BASE, unknown)).toThrow(
      "total of the scheduler 'cosine' must be given, got undefined. It is as long as the run only where maxSteps",
    );
  });
});
