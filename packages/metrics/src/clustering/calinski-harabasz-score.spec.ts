import { MetricState } from '@lml/core';

import { calinskiHarabaszScore, type CalinskiHarabaszScoreOptions } from './calinski-harabasz-score.js';

async function compute(
  prediction: number[][],
  target: number[],
  options: CalinskiHarabaszScoreOptions = {},
): Promise<unknown> {
  const state = new MetricState(calinskiHarabaszScore(options));
  await state.update(prediction, target);
  return state.compute();
}

describe('calinski-harabasz-score', () => {
  it('is a ratio of variances', async () => {
    expect(await compute([[0], [2], [10], [12]], [0, 0, 1, 1])).toBe(100 / (4 / 2));
  });

  it('is NaN without clusters to compare', async () => {
    expect(await compute([[0], [2], [10], [12]], [1, 1, 1, 1])).toBeNaN();
    expect(await compute([[0], [2], [10], [12]], [0, 1, 2, 3])).toBeNaN();
  });

  it('refuses what is no point with a cluster', async () => {
    await expect(compute([[0], [2], [10], [12]], [0, 0, 1])).rejects.toMatchObject({ code: 'LML_SHAPE_MISMATCH' });
    await expect(compute([[0], [2], [10], [12]], [0, 0, 1, 0.5])).rejects.toMatchObject({
      code: 'LML_INVALID_ARGUMENT',
    });
  });
});
