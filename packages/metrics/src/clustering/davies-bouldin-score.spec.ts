import { MetricState } from '@lml/core';

import { daviesBouldinScore, type DaviesBouldinScoreOptions } from './davies-bouldin-score.js';

async function compute(
  prediction: number[][],
  target: number[],
  options: DaviesBouldinScoreOptions = {},
): Promise<unknown> {
  const state = new MetricState(daviesBouldinScore(options));
  await state.update(prediction, target);
  return state.compute();
}

describe('davies-bouldin-score', () => {
  it('compares widths with the distance of means', async () => {
    expect(await compute([[0], [2], [10], [12]], [0, 0, 1, 1])).toBe((1 + 1) / 10);
  });

  it('does not depend on the unit', async () => {
    const tiny = [[0], [2], [10], [12]].map(([value]) => [value! * 2 ** -40]);
    expect(await compute(tiny, [0, 0, 1, 1])).toBe(0.2);
  });
});
