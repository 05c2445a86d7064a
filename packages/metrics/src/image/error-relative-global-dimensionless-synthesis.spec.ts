import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { errorRelativeGlobalDimensionlessSynthesis } from './error-relative-global-dimensionless-synthesis.js';

const target = tf.randomUniform([1, 4, 4, 3], 1, 2, 'float32', 5);

async function compute(prediction: tf.Tensor, right: tf.Tensor, ratio?: number): Promise<number> {
  const state = new MetricState(errorRelativeGlobalDimensionlessSynthesis({ ratio }));
  await state.update(prediction, right);
  return state.compute() as number;
}

describe('errorRelativeGlobalDimensionlessSynthesis', () => {
  it('does not depend on the unit of a channel, and halves with twice the ratio', async () => {
    const prediction = tf.reverse(target, 2);
    const expected = await compute(prediction, target);
    const units = tf.tensor1d([1, 100, 0.01]);
    expect((await compute(tf.mul(prediction, units), tf.mul(target, units))) / expected).toBeCloseTo(1, 5);
    expect((await compute(prediction, target, 8)) / expected).toBeCloseTo(0.5, 5);
  });

  it('is infinite for errors of a channel that is black', async () => {
    expect(await compute(tf.ones([1, 2, 2, 1]), tf.zeros([1, 2, 2, 1]))).toBe(Infinity);
  });
});
