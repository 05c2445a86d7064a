import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { homogeneityScore, type HomogeneityScoreOptions } from './homogeneity-score.js';

async function compute(
  prediction: number[],
  target: number[],
  options: HomogeneityScoreOptions = {},
): Promise<unknown> {
  const state = new MetricState(homogeneityScore(options));
  await state.update(tf.tensor1d(prediction, 'int32'), target);
  return state.compute();
}

describe('homogeneity-score', () => {
  it('does not mind a class in several clusters', async () => {
    expect(await compute([0, 1, 2, 3], [0, 0, 1, 1])).toBe(1);
    expect(await compute([0, 0, 0, 0], [0, 0, 1, 1])).toBe(0);
  });
});
