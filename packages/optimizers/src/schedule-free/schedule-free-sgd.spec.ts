import { descend } from '../shared/quadratic.fixture.js';
import { scheduleFreeSgd } from './schedule-free-sgd.js';

describe('scheduleFreeSgd', () => {
  it('uses the mean of its iterates, near which gradients are taken', () => {
    const { parameters, slots, used } = descend(scheduleFreeSgd({ lr: 0.1 }), { a: [4, -3], b: [2] }, 5);
    for (const [name, trained] of Object.entries(parameters))
      trained.forEach((value, index) => {
        const iterate = slots[`z/${name}`]![index]!;
        expect(value).toBeCloseTo(0.1 * iterate + 0.9 * used![name]![index]!, 5);
      });
    expect(slots['weightSum']![0]).toBeCloseTo(5 * 0.01, 6);
  });

  it('is used at its first weights before the first update', () => {
    expect(descend(scheduleFreeSgd(), { a: [4] }, 0).used!['a']).toEqual([expect.closeTo(4, 5)]);
  });
});
