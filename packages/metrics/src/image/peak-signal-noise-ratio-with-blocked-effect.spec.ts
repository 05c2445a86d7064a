import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { peakSignalNoiseRatio } from './peak-signal-noise-ratio.js';
import { peakSignalNoiseRatioWithBlockedEffect } from './peak-signal-noise-ratio-with-blocked-effect.js';

async function both(prediction: tf.Tensor, target: tf.Tensor, blockSize: number): Promise<[number, number]> {
  const [plain, blocked] = [
    new MetricState(peakSignalNoiseRatio({ dataRange: 1 })),
    new MetricState(peakSignalNoiseRatioWithBlockedEffect({ dataRange: 1, blockSize })),
  ];
  await plain.update(prediction, target);
  await blocked.update(prediction, target);
  return [plain.compute() as number, blocked.compute() as number];
}

describe('peakSignalNoiseRatioWithBlockedEffect', () => {
  const stripes = tf.tile(tf.tensor4d([0, 0, 1, 1], [1, 1, 4, 1]), [1, 8, 2, 1]);

  it('is lower where the borders of blocks are seen', async () => {
    const [plain, blocked] = await both(stripes, tf.fill([1, 8, 8, 1], 0.5), 2);
    // Six differences of 1 in each of eight rows stand at 6 of 2 · (8 · 4 − 1) borders.
    const effect = (Math.log2(2) / Math.log2(8)) * ((3 * 8) / 62);
    expect(plain).toBeCloseTo(-10 * Math.log10(0.25), 5);
    expect(blocked).toBeCloseTo(-10 * Math.log10(0.25 + effect), 4);
  });

  it('is the plain ratio where they are not', async () => {
    const shifted = tf.concat([tf.slice(stripes, [0, 0, 1, 0]), tf.slice(stripes, [0, 0, 0, 0], [1, 8, 1, 1])], 2);
    const [plain, blocked] = await both(shifted, tf.fill([1, 8, 8, 1], 0.5), 4);
    expect(blocked).toBeCloseTo(plain, 5);
  });
});
