import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { inceptionScore } from './inception-score.js';

/** Images of one pixel, whose channels are the features. */
const pixels = (...rows: number[][]): tf.Tensor4D => tf.tensor4d(rows.flat(), [rows.length, 1, 1, rows[0]!.length]);
const extractor = (images: tf.Tensor): tf.Tensor => tf.mean(images, [1, 2]);

describe('inception-score', () => {
  it('is the number of classes where each image surely shows another, and 1 where all show one', async () => {
    const value = async (...rows: number[][]): Promise<unknown> => {
      const state = new MetricState(inceptionScore({ extractor, splits: 1 }));
      await state.update(pixels(...rows));
      return (state.compute() as { mean: number }).mean;
    };
    expect(await value([900, 0, 0], [0, 900, 0], [0, 0, 900])).toBeCloseTo(3, 9);
    expect(await value([5, 0, 1], [5, 0, 1])).toBeCloseTo(1, 9);
  });

  it('shuffles by a seed before it splits', async () => {
    const value = async (seed: number): Promise<unknown> => {
      const state = new MetricState(inceptionScore({ extractor, splits: 2, seed }));
      await state.update(pixels([9, 0], [9, 0], [0, 9], [0, 9]));
      return state.compute();
    };
    const found = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(value));
    expect(new Set(found.map((one) => JSON.stringify(one))).size).toBeGreaterThan(1);
    expect(await value(3)).toEqual(found[3]);
  });
});
