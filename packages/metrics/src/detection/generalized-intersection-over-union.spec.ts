import { MetricState } from '@lml/core';

import { generalizedIntersectionOverUnion } from './generalized-intersection-over-union.js';
import { intersectionOverUnion } from './intersection-over-union.js';

describe('generalizedIntersectionOverUnion', () => {
  it('is 1 for one box twice, and below the intersection over union of others', async () => {
    const at = async (box: number[], other: number[]): Promise<number[]> =>
      Promise.all(
        [generalizedIntersectionOverUnion(), intersectionOverUnion()].map(async (metric) => {
          const state = new MetricState(metric);
          return (await state.forward([{ boxes: [box], labels: [0] }], [{ boxes: [other], labels: [0] }])) as number;
        }),
      );
    expect((await at([0, 0, 2, 4], [0, 0, 2, 4]))[0]).toBeCloseTo(1);
    for (const other of [
      [5, 5, 9, 6],
      [1, 1, 4, 3],
    ]) {
      // prettier-ignore
      const [own, plain] = await at([0, 0, 2, 4], other);
      expect(own).toBeLessThan(plain!);
    }
    expect((await at([1, 1, 1, 1], [1, 1, 1, 1]))[0]).toBeCloseTo(0);
  });
});
