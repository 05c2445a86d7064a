import { MetricState } from '@lml/core';

import { dunnIndex, type DunnIndexOptions } from './dunn-index.js';

async function compute(prediction: number[][], target: number[], options: DunnIndexOptions = {}): Promise<unknown> {
  const state = new MetricState(dunnIndex(options));
  await state.update(prediction, target);
  return state.compute();
}

describe('dunn-index', () => {
  it('divides the least distance by the largest width', async () => {
    expect(await compute([[0], [2], [10], [12]], [0, 0, 1, 1])).toBe(10);
    expect(
      await compute(
        [
          [0, 0],
          [3, 4],
          [3, 4],
        ],
        [0, 1, 1],
      ),
    ).toBe(Infinity);
  });

  it('measures by the norm that it is told', async () => {
    const points = [
      [0, 0],
      [2, 2],
      [10, 10],
      [12, 12],
    ];
    expect(await compute(points, [0, 0, 1, 1], { p: 1 })).toBe(20 / 2);
    expect(
      await compute(
        points.map(([x, y]) => [x! * 2 ** 100, y! * 2 ** 100]),
        [0, 0, 1, 1],
        { p: 50 },
      ),
    ).toBeCloseTo(10, 9);
  });
});
