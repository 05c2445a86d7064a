import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { mutualInfoScore, type MutualInfoScoreOptions } from './mutual-info-score.js';

async function compute(prediction: number[], target: number[], options: MutualInfoScoreOptions = {}): Promise<unknown> {
  const state = new MetricState(mutualInfoScore(options));
  await state.update(tf.tensor1d(prediction, 'int32'), target);
  return state.compute();
}

describe('mutual-info-score', () => {
  it('is the entropy of a partition with itself', async () => {
    expect(await compute([7, 7, 3, 3], [0, 0, 1, 1])).toBeCloseTo(Math.log(2), 12);
  });

  it('is exactly 0 of what is independent', async () => {
    expect(await compute([0, 1, 2, 0, 1, 2], [0, 0, 0, 1, 1, 1])).toBe(0);
  });
});
