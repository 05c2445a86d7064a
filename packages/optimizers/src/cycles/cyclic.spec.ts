import { cyclic } from '../index.js';
import { at, BASE } from '../shared/schedules.fixture.js';

describe('cyclic', () => {
  it('leaves an optimizer without momentum alone but for its rate', () => {
    expect(Object.keys(cyclic().values({ lr: 1 }, at(0)))).toEqual(['lr']);
  });

  it('lets momentum rise with the rate where it is not to move the opposite way', () => {
    const scheduler = cyclic({ stepSizeUp: 2, divFactor: 2, cycleMomentum: false, numbers: ['lr', 'momentum'] });
    expect(scheduler.values(BASE, at(1))).toEqual({ lr: 0.375, momentum: expect.closeTo(0.675, 12) as number });
  });

  it('says which number would move both ways', () => {
    expect(() => cyclic({ numbers: ['lr', 'beta1'] })).toThrow(
      /numbers: must be without beta1, which moves the opposite way with cycleMomentum: true/,
    );
  });
});
