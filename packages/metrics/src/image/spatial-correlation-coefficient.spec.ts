import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import {
  spatialCorrelationCoefficient,
  type SpatialCorrelationCoefficientOptions,
} from './spatial-correlation-coefficient.js';

const image = tf.randomUniform([2, 10, 9, 2], 0, 1, 'float32', 5);

async function compute(
  prediction: tf.Tensor,
  target: tf.Tensor,
  options: SpatialCorrelationCoefficientOptions = {},
): Promise<number> {
  const state = new MetricState(spatialCorrelationCoefficient(options));
  await state.update(prediction, target);
  return state.compute() as number;
}

describe('spatialCorrelationCoefficient', () => {
  it('looks at edges alone: not at brightness and contrast, but for their sign', async () => {
    expect(await compute(image, image)).toBeCloseTo(1, 5);
    expect(await compute(tf.add(tf.mul(image, 0.5), 3), image)).toBeCloseTo(1, 4);
    expect(await compute(tf.sub(1, image), image)).toBeCloseTo(-1, 4);
  });

  it('is 0 where there are no edges', async () => {
    expect(await compute(tf.ones([1, 8, 8, 1]), tf.ones([1, 8, 8, 1]))).toBe(0);
    const row = tf.tile(tf.slice(image, [0, 0, 0, 0], [2, 1, 9, 2]), [1, 10, 1, 1]);
    expect(await compute(row, image, { highPassFilter: [[1], [-1]] })).toBe(0);
  });
});
