import { descend } from '../shared/quadratic.fixture.js';
import { scheduleFreeAdamw } from './schedule-free-adamw.js';

describe('scheduleFreeAdamw', () => {
  it('uses the mean of its iterates, near which gradients are taken', () => {
    const { parameters, slots, used } = descend(scheduleFreeAdamw({ lr: 0.1 }), { a: [4, -3], b: [2] }, 5);
    for (const [name, trained] of Object.entries(parameters))
      trained.forEach((value, index) => {
        const iterate = slots[`z/${name}`]![index]!;
        expect(value).toBeCloseTo(0.1 * iterate + 0.9 * used![name]![index]!, 5);
      });
    expect(slots['weightSum']![0]).toBeCloseTo(5 * 0.01, 6);
  });

  it('stays, and stays finite, at a rate of 0', () => {
    const { parameters, used, slots } = descend(scheduleFreeAdamw({ lr: 0 }), { a: [4, -3] }, 2);
    expect(parameters).toEqual({ a: [4, -3] });
    expect(used!['a']).toEqual([expect.closeTo(4, 5), expect.closeTo(-3, 5)]);
    expect([slots['weightSum'], slots['lrMax']]).toEqual([[0], [0]]);
  });
});
