import { descend } from '../shared/quadratic.fixture.js';
import { scheduleFreeAdamw } from './schedule-free-adamw.js';
import { scheduleFreeSgd } from './schedule-free-sgd.js';

describe.each([
  ['scheduleFreeSgd', scheduleFreeSgd],
  ['scheduleFreeAdamw', scheduleFreeAdamw],
])('%s', (_, make) => {
  it('uses the mean of its iterates, which is between them and what is trained', () => {
    const { parameters, slots, used } = descend(make({ lr: 0.1 }), { a: [4, -3], b: [2] }, 5);
    for (const [name, trained] of Object.entries(parameters))
      trained.forEach((value, index) => {
        const iterate = slots[`z/${name}`]![index]!;
        const average = used![name]![index]!;
        expect(value).toBeCloseTo(0.1 * iterate + 0.9 * average, 5);
      });
    expect(slots['weightSum']![0]).toBeCloseTo(5 * 0.01, 6);
  });

  it('stays, and stays finite, at a rate of 0', () => {
    const { parameters, used, slots } = descend(make({ lr: 0 }), { a: [4, -3] }, 2);
    expect(parameters).toEqual({ a: [4, -3] });
    expect(used!['a']).toEqual([expect.closeTo(4, 5), expect.closeTo(-3, 5)]);
    expect([slots['weightSum'], slots['lrMax']]).toEqual([[0], [0]]);
  });

  it('is used at its first weights before the first update', () => {
    expect(descend(make({}), { a: [4] }, 0).used!['a']).toEqual([expect.closeTo(4, 5)]);
  });
});
