import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { universalImageQualityIndex } from './universal-image-quality-index.js';

const image = tf.randomUniform([1, 12, 11, 2], 1, 2, 'float32', 5);

async function compute(prediction: tf.Tensor, target: tf.Tensor): Promise<number> {
  const state = new MetricState(universalImageQualityIndex());
  await state.update(prediction, target);
  return state.compute() as number;
}

describe('universalImageQualityIndex', () => {
  it('of a multiple is that of mean and contrast, and turns its sign with it', async () => {
    expect(await compute(image, image)).toBeCloseTo(1, 4);
    expect(await compute(tf.mul(image, 3), image)).toBeCloseTo((6 / 10) ** 2, 4);
    expect(await compute(tf.mul(image, -1), image)).toBeCloseTo(1, 4);
    expect(await compute(tf.sub(4, image), image)).toBeLessThan(-0.8);
  });

  it('is 0 of flat images', async () => {
    expect(await compute(tf.ones([1, 11, 11, 1]), tf.ones([1, 11, 11, 1]))).toBe(0);
  });
});
