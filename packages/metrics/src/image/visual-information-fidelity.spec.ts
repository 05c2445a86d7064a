import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { visualInformationFidelity } from './visual-information-fidelity.js';

const image = tf.randomUniform([1, 42, 41, 1], 0, 255, 'float32', 5);

async function compute(prediction: tf.Tensor, target: tf.Tensor, sigmaNSq?: number): Promise<number> {
  const state = new MetricState(visualInformationFidelity({ sigmaNSq }));
  await state.update(prediction, target);
  return state.compute() as number;
}

describe('visualInformationFidelity', () => {
  it('falls with contrast, rises above 1 with more, and does not look at brightness', async () => {
    expect(await compute(tf.mul(image, 0.2), image)).toBeLessThan(0.9);
    expect(await compute(tf.mul(image, 2), image)).toBeGreaterThan(1.01);
    expect(await compute(tf.add(image, 20), image)).toBeCloseTo(1, 4);
    expect(await compute(tf.sub(255, image), image)).toBe(0);
  });

  it('is the same of another unit with its noise', async () => {
    const prediction = tf.mul(image, 0.5);
    const other = await compute(tf.div(prediction, 255), tf.div(image, 255), 2 / 255 ** 2);
    expect(other).toBeCloseTo(await compute(prediction, image), 4);
  });

  it('is not defined where the target shows nothing', async () => {
    expect(await compute(image, tf.fill([1, 42, 41, 1], 9))).toBeNaN();
  });
});
