import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { vMeasureScore, type VMeasureScoreOptions } from './v-measure-score.js';

async function compute(prediction: number[], target: number[], options: VMeasureScoreOptions = {}): Promise<unknown> {
  const state = new MetricState(vMeasureScore(options));
  await state.update(tf.tensor1d(prediction, 'int32'), target);
  return state.compute();
}

describe('v-measure-score', () => {
  it('weighs homogeneity and completeness by beta', async () => {
    const given = [
      [0, 1, 2, 3],
      [0, 0, 1, 1],
    ] as const;
    expect(await compute([...given[0]], [...given[1]], { beta: 3 })).toBeCloseTo((4 * 0.5) / (3 + 0.5), 12);
    expect(await compute([...given[0]], [...given[1]])).toBeCloseTo((2 * 0.5) / 1.5, 12);
  });

  it('is 0 of what is independent', async () => {
    expect(await compute([0, 1, 0, 1], [0, 0, 1, 1])).toBe(0);
  });
});
