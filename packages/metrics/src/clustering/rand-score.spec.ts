import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { randScore, type RandScoreOptions } from './rand-score.js';

async function compute(prediction: number[], target: number[], options: RandScoreOptions = {}): Promise<unknown> {
  const state = new MetricState(randScore(options));
  await state.update(tf.tensor1d(prediction, 'int32'), target);
  return state.compute();
}

describe('rand-score', () => {
  it('counts pairs', async () => {
    expect(await compute([0, 0, 1, 1], [0, 0, 0, 1])).toBe(0.5);
    expect(await compute([0], [3])).toBe(1);
  });
});
