import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { adjustedRandScore, type AdjustedRandScoreOptions } from './adjusted-rand-score.js';

async function compute(
  prediction: number[],
  target: number[],
  options: AdjustedRandScoreOptions = {},
): Promise<unknown> {
  const state = new MetricState(adjustedRandScore(options));
  await state.update(tf.tensor1d(prediction, 'int32'), target);
  return state.compute();
}

describe('adjusted-rand-score', () => {
  it('is 1 of the same partition, and below 0 where clusters cross classes', async () => {
    expect(await compute([9, 9, 4, 4], [0, 0, 1, 1])).toBe(1);
    expect(await compute([0, 1, 0, 1], [0, 0, 1, 1])).toBe(-0.5);
  });

  it("is exact for many samples, where torchmetrics' whole numbers overflow", async () => {
    const target = Array.from({ length: 200_000 }, (_, at) => at % 2);
    const prediction = target.map((label, at) => (at % 10 < 2 ? 1 - label : label));
    expect(await compute(prediction, target)).toBeCloseTo(0.36, 4);
  });
});
