import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { complexScaleInvariantSignalNoiseRatio } from './complex-scale-invariant-signal-noise-ratio.js';

describe('complexScaleInvariantSignalNoiseRatio', () => {
  const target = tf.randomUniform([2, 4, 5, 2], -1, 1, 'float32', 5);

  it('takes a spectrum as one signal', async () => {
    const state = new MetricState(complexScaleInvariantSignalNoiseRatio({ reduction: 'none' }));
    await state.update(tf.add(target, 0.1), target);
    expect(state.compute()).toMatchObject({ shape: [2] });
  });

  it('refuses what has no real and imaginary parts', async () => {
    const state = new MetricState(complexScaleInvariantSignalNoiseRatio());
    for (const shape of [
      [2, 4, 5, 3],
      [2, 4, 2],
    ])
      // prettier-ignore
      await expect(state.update(tf.zeros(shape), tf.zeros(shape))).rejects.toThrow(/frequency, time, 2\], got/);
  });
});
