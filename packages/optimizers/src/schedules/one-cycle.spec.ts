import { oneCycle } from '../index.js';
import { at, BASE } from './schedules.fixture.js';

describe('one-cycle', () => {
  it('leaves an optimizer without momentum alone but for its rate', () => {
    expect(Object.keys(oneCycle().values({ lr: 1 }, at(0)))).toEqual(['lr']);
  });

  it('says that it must know how long the run is', () => {
    const unknown = { ...at(3), total: { steps: undefined, epochs: 4 } };
    expect(() => oneCycle().values(BASE, unknown)).toThrow(
      "total of the scheduler 'one-cycle' must be given, got undefined. It is as long as the run only where maxSteps",
    );
  });
});
