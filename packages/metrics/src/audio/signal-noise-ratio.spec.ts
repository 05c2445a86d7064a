import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { signalNoiseRatio } from './signal-noise-ratio.js';

const target = tf.randomUniform([2, 3, 50], -1, 1, 'float32', 5);

async function compute(prediction: tf.Tensor, options = {}): Promise<number> {
  const state = new MetricState(signalNoiseRatio(options));
  await state.update(prediction, target);
  return state.compute() as number;
}

describe('signalNoiseRatio', () => {
  it('is 20 decibels with a tenth of the signal as noise, and 0 of silence', async () => {
    expect(await compute(tf.mul(target, 1.1))).toBeCloseTo(20, 3);
    expect(await compute(tf.zerosLike(target))).toBeCloseTo(0, 5);
  });

  it('does not look at means if asked for', async () => {
    const expected = await compute(tf.mul(target, 1.1), { zeroMean: true });
    expect(await compute(tf.add(tf.mul(target, 1.1), 5), { zeroMean: true })).toBeCloseTo(expected, 3);
  });
});
