import { cosineAnnealing } from '../index.js';
import { at, BASE, endless } from '../shared/schedules.fixture.js';

describe('cosine-annealing', () => {
  it('schedules the numbers that it is told, each from its first value', () => {
    const scheduler = cosineAnnealing({ numbers: ['weightDecay', 'lr'] });
    const { lr, weightDecay, ...rest } = scheduler.values(BASE, at(10));
    expect([lr, weightDecay, rest]).toEqual([expect.closeTo(0.25, 12), expect.closeTo(0.05, 12), {}]);
  });

  it.each(['step', 'epoch', 'fractional-epoch'] as const)('says that it must know how long the run is: %s', (unit) => {
    const time = { ...endless(3), total: { ...endless(3).total, stepsPerEpoch: 5 } };
    expect(() => cosineAnnealing({ unit }).values(BASE, time)).toThrow(
      "total of the scheduler 'cosine-annealing' must be given, got undefined. It is as long as the run only where maxSteps",
    );
  });
});
