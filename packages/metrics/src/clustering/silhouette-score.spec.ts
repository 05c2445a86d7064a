import { MetricState } from '@lml/core';

import { silhouetteScore, type SilhouetteScoreOptions } from './silhouette-score.js';

async function compute(
  prediction: number[][],
  target: number[],
  options: SilhouetteScoreOptions = {},
): Promise<unknown> {
  const state = new MetricState(silhouetteScore(options));
  await state.update(prediction, target);
  return state.compute();
}

describe('silhouette-score', () => {
  it('compares a point with its own and the nearest other cluster', async () => {
    expect(await compute([[0], [2], [10], [12]], [0, 0, 1, 1])).toBeCloseTo((2 * (9 / 11) + 2 * (7 / 9)) / 4, 12);
  });

  it('counts a point alone as 0, and equal points too', async () => {
    expect(await compute([[0], [2], [10]], [0, 0, 1])).toBeCloseTo((8 / 10 + 6 / 8) / 3, 12);
    expect(await compute([[1], [1], [1], [1]], [0, 0, 1, 1])).toBe(0);
  });
});
