import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { adjustedMutualInfoScore, type AdjustedMutualInfoScoreOptions } from './adjusted-mutual-info-score.js';

async function compute(
  prediction: number[],
  target: number[],
  options: AdjustedMutualInfoScoreOptions = {},
): Promise<unknown> {
  const state = new MetricState(adjustedMutualInfoScore(options));
  await state.update(tf.tensor1d(prediction, 'int32'), target);
  return state.compute();
}

describe('adjusted-mutual-info-score', () => {
  it('is 1 of the same partition, however fine', async () => {
    expect(await compute([3, 1, 2], [0, 1, 2])).toBe(1);
    expect(await compute([3, 3, 3], [0, 0, 0])).toBe(1);
  });

  it('is 0 where no way to deal out samples tells more', async () => {
    for (const averageMethod of ['min', 'max'] as const)
      expect(await compute([0, 1, 2, 3], [0, 0, 1, 1], { averageMethod })).toBe(0);
  });

  it('is around 0 by chance, also of many samples', async () => {
    const labels = Array.from({ length: 3000 }, (_, at) => (at * 7919) % 1009);
    const chance = await compute(
      labels.map((label) => label % 5),
      labels.map((label) => Math.floor(label / 5) % 7),
    );
    expect(Math.abs(chance as number)).toBeLessThan(0.01);
  });
});
