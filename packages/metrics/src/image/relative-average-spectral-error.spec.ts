import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { relativeAverageSpectralError } from './relative-average-spectral-error.js';

const target = tf.randomUniform([1, 9, 10, 3], 1, 2, 'float32', 5);

async function compute(prediction: tf.Tensor, right: tf.Tensor, windowSize: number): Promise<number> {
  const state = new MetricState(relativeAverageSpectralError({ windowSize }));
  await state.update(prediction, right);
  return state.compute() as number;
}

describe('relativeAverageSpectralError', () => {
  it('is in per cent, whatever the window and the unit', async () => {
    const [flat, off] = [tf.fill([1, 9, 9, 2], 2), tf.fill([1, 9, 9, 2], 2.5)];
    for (const size of [1, 2, 5, 8]) expect(await compute(off, flat, size)).toBeCloseTo(25, 4);
    const expected = await compute(tf.reverse(target, 1), target, 4);
    expect((await compute(tf.mul(tf.reverse(target, 1), 50), tf.mul(target, 50), 4)) / expected).toBeCloseTo(1, 5);
  });

  it('is relative to the mean of all channels', async () => {
    const colours = tf.tile(tf.tensor4d([1, 3], [1, 1, 1, 2]), [1, 9, 9, 1]);
    const redder = tf.add(colours, tf.tensor1d([0.5, 0]));
    expect(await compute(redder, colours, 8)).toBeCloseTo((100 / 2) * Math.sqrt(0.25 / 2), 4);
  });
});
