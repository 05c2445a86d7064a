import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { normalizedMutualInfoScore, type NormalizedMutualInfoScoreOptions } from './normalized-mutual-info-score.js';

async function compute(
  prediction: number[],
  target: number[],
  options: NormalizedMutualInfoScoreOptions = {},
): Promise<unknown> {
  const state = new MetricState(normalizedMutualInfoScore(options));
  await state.update(tf.tensor1d(prediction, 'int32'), target);
  return state.compute();
}

describe('normalized-mutual-info-score', () => {
  it('divides by the mean that it is told', async () => {
    const given = [
      [0, 0, 1, 1],
      [0, 1, 2, 2],
    ] as const;
    const information = Math.log(2);
    const entropy = 1.5 * Math.log(2);
    expect(await compute([...given[0]], [...given[1]], { averageMethod: 'max' })).toBeCloseTo(
      information / entropy,
      12,
    );
    expect(await compute([...given[0]], [...given[1]], { averageMethod: 'min' })).toBe(1);
    expect(await compute([...given[0]], [...given[1]], { averageMethod: 'geometric' })).toBeCloseTo(
      1 / Math.sqrt(1.5),
      12,
    );
  });

  it('is 1 of one class in one cluster, and 0 where only one of the two has parts', async () => {
    expect(await compute([4, 4], [1, 1])).toBe(1);
    expect(await compute([4, 4], [1, 2], { averageMethod: 'min' })).toBe(0);
  });
});
