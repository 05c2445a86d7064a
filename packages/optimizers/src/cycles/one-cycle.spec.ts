import { oneCycle } from '../index.js';
import { at, BASE, endless } from '../shared/schedules.fixture.js';

describe('one-cycle', () => {
  it('leaves an optimizer without momentum alone but for its rate', () => {
    expect(Object.keys(oneCycle().values({ lr: 1 }, at(0)))).toEqual(['lr']);
  });

  it('moves other numbers as the rate', () => {
    const { lr, weightDecay } = oneCycle({ numbers: ['lr', 'weightDecay'] }).values(BASE, at(3));
    expect(weightDecay! / lr!).toBeCloseTo(0.2, 12);
  });

  it('stays where its cycle ends', () => {
    const scheduler = oneCycle({ total: 10 });
    expect(scheduler.values(BASE, at(15))).toEqual(scheduler.values(BASE, at(9)));
  });

  it('says that it must know how long the run is', () => {
    expect(() => oneCycle().values(BASE, endless(3))).toThrow(
      "total of the scheduler 'one-cycle' must be given, got undefined. It is as long as the run only where maxSteps",
    );
  });
});
