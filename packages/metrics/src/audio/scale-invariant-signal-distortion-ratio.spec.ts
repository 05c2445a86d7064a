import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { scaleInvariantSignalDistortionRatio } from './scale-invariant-signal-distortion-ratio.js';

const target = tf.randomUniform([2, 50], -1, 1, 'float32', 5);
const noisy = tf.add(target, tf.randomUniform([2, 50], -0.3, 0.3, 'float32', 6));

async function compute(prediction: tf.Tensor): Promise<number> {
  const state = new MetricState(scaleInvariantSignalDistortionRatio());
  await state.update(prediction, target);
  return state.compute() as number;
}

describe('scaleInvariantSignalDistortionRatio', () => {
  it('does not look at how loud a prediction is, nor at its sign', async () => {
    const expected = await compute(noisy);
    expect(expected).toBeGreaterThan(5);
    expect(await compute(tf.mul(noisy, 9))).toBeCloseTo(expected, 3);
    expect(await compute(tf.mul(noisy, -9))).toBeCloseTo(expected, 3);
  });

  it('has the digits of float32 for the target itself', async () => {
    expect(await compute(tf.mul(target, 3))).toBeGreaterThan(60);
  });
});
