import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { rootMeanSquaredErrorUsingSlidingWindow } from './root-mean-squared-error-using-sliding-window.js';

async function compute(errors: tf.Tensor, windowSize: number): Promise<number> {
  const state = new MetricState(rootMeanSquaredErrorUsingSlidingWindow({ windowSize }));
  await state.update(errors, tf.zerosLike(errors));
  return state.compute() as number;
}

describe('rootMeanSquaredErrorUsingSlidingWindow', () => {
  it('of one pixel is the mean absolute error', async () => {
    expect(await compute(tf.tensor4d([1, -3, 5, 7], [1, 2, 2, 1]), 1)).toBe(4);
  });

  it('counts an error in one place less than the root over all', async () => {
    const spot = tf.pad(tf.tensor4d([16], [1, 1, 1, 1]), [[0, 0], [4, 4], [4, 4], [0, 0]]); // prettier-ignore
    // Nine of the 49 windows of three pixels see it, each with an error of 16² / 9; the outermost windows are left out.
    expect(await compute(spot, 3)).toBeCloseTo((9 * (16 / 3)) / 25, 5);
    expect(await compute(spot, 3)).toBeLessThan(16 / 3);
  });

  it('needs a pixel around the windows of even sizes', async () => {
    await expect(compute(tf.ones([1, 8, 9, 1]), 8)).rejects.toThrow(/at least 9 by 9 pixels/);
    expect(await compute(tf.ones([1, 5, 5, 1]), 5)).toBeCloseTo(1, 6);
  });
});
