import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import {
  structuralSimilarityIndexMeasure,
  type StructuralSimilarityIndexMeasureOptions,
} from './structural-similarity-index-measure.js';

const image = tf.randomUniform([1, 9, 9, 1], 0, 1, 'float32', 5);
const other = tf.reverse(image, 1);

async function compute(
  options: StructuralSimilarityIndexMeasureOptions,
  prediction: tf.Tensor,
  target: tf.Tensor,
): Promise<number> {
  const state = new MetricState(structuralSimilarityIndexMeasure(options));
  await state.update(prediction, target);
  return state.compute() as number;
}

describe('structuralSimilarityIndexMeasure', () => {
  it('is 1 for equal images and the same either way', async () => {
    expect(await compute({ dataRange: 1 }, image, image)).toBe(1);
    expect(await compute({ dataRange: 1 }, image, other)).toBeCloseTo(await compute({ dataRange: 1 }, other, image), 6);
    expect(await compute({ dataRange: 1 }, tf.sub(1, image), image)).toBeLessThan(0);
  });

  it('is of images of any unit, and keeps its digits far from 0', async () => {
    const expected = await compute({ dataRange: 1 }, image, other);
    expect(await compute({ dataRange: 255 }, tf.mul(image, 255), tf.mul(other, 255))).toBeCloseTo(expected, 6);
    const [near, far] = [await compute({ dataRange: 1e-3, k1: 1e6 }, image, other), 0];
    const moved = await compute({ dataRange: 1e-3, k1: 1e6 }, tf.add(image, 64), tf.add(other, 64));
    expect(moved - near).toBeCloseTo(far, 4);
  });

  it('has a range for each image where none is given', async () => {
    const state = new MetricState(structuralSimilarityIndexMeasure({ reduction: 'none' }));
    await state.update(tf.concat([image, tf.mul(image, 9)]), tf.concat([other, tf.mul(other, 9)]));
    const [first, second] = Array.from((state.compute() as { data: Float64Array }).data);
    expect(second).toBeCloseTo(first!, 6);
    expect(await compute({}, tf.ones([1, 9, 9, 1]), tf.ones([1, 9, 9, 1]))).toBeNaN();
  });

  it('says what images a window needs', async () => {
    const small = tf.zeros([1, 5, 9, 1]);
    await expect(compute({}, small, small)).rejects.toThrow(
      /needs images of at least 6 by 6 pixels, got \[1, 5, 9, 1\]/,
    );
    expect(await compute({ sigma: [0.5, 1.5], dataRange: 1 }, small, small)).toBe(1);
  });
});
