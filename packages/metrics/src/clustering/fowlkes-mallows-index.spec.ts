import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { fowlkesMallowsIndex, type FowlkesMallowsIndexOptions } from './fowlkes-mallows-index.js';

async function compute(
  prediction: number[],
  target: number[],
  options: FowlkesMallowsIndexOptions = {},
): Promise<unknown> {
  const state = new MetricState(fowlkesMallowsIndex(options));
  await state.update(tf.tensor1d(prediction, 'int32'), target);
  return state.compute();
}

describe('fowlkes-mallows-index', () => {
  it('is the geometric mean of precision and recall of pairs', async () => {
    expect(await compute([0, 0, 0, 1], [0, 0, 1, 1])).toBeCloseTo(Math.sqrt((1 / 3) * (1 / 2)), 12);
  });

  it('is 0 where no pair is together in both', async () => {
    expect(await compute([0, 1, 2], [0, 0, 0])).toBe(0);
  });
});
