import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { spectralDistortionIndex } from './spectral-distortion-index.js';

const coarse = tf.randomUniform([1, 12, 13, 3], 0, 1, 'float32', 5);

async function compute(fused: tf.Tensor, images: tf.Tensor): Promise<number> {
  const state = new MetricState(spectralDistortionIndex());
  await state.update(fused, images);
  return state.compute() as number;
}

describe('spectralDistortionIndex', () => {
  it('is 0 where images are turned, brighter throughout, or of one channel', async () => {
    expect(await compute(tf.reverse(coarse, 2), coarse)).toBeCloseTo(0, 5);
    expect(await compute(tf.mul(coarse, 7), coarse)).toBeCloseTo(0, 4);
    expect(await compute(tf.ones([1, 12, 12, 1]), tf.zeros([1, 20, 30, 1]))).toBe(0);
  });

  it('is the whole likeness where channels became one', async () => {
    const grey = tf.tile(tf.mean(coarse, -1, true), [1, 1, 1, 3]);
    expect(await compute(grey, coarse)).toBeGreaterThan(0.7);
  });
});
