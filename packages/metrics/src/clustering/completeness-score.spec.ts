import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { completenessScore, type CompletenessScoreOptions } from './completeness-score.js';

async function compute(
  prediction: number[],
  target: number[],
  options: CompletenessScoreOptions = {},
): Promise<unknown> {
  const state = new MetricState(completenessScore(options));
  await state.update(tf.tensor1d(prediction, 'int32'), target);
  return state.compute();
}

describe('completeness-score', () => {
  it('does not mind several classes in a cluster', async () => {
    expect(await compute([0, 0, 0, 0], [0, 0, 1, 1])).toBe(1);
    expect(await compute([0, 1, 2, 3], [0, 0, 1, 1])).toBe(0.5);
  });
});
