import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { kernelInceptionDistance } from './kernel-inception-distance.js';

/** Images of one pixel, whose channels are the features. */
const pixels = (...rows: number[][]): tf.Tensor4D => tf.tensor4d(rows.flat(), [rows.length, 1, 1, rows[0]!.length]);
const extractor = (images: tf.Tensor): tf.Tensor => tf.mean(images, [1, 2]);

describe('kernel-inception-distance', () => {
  it('draws subsets by a seed', async () => {
    const value = async (seed: number): Promise<unknown> => {
      const state = new MetricState(kernelInceptionDistance({ extractor, subsets: 3, subsetSize: 2, seed }));
      await state.update(pixels([1], [2], [4], [8]), pixels([3], [5], [7], [9]));
      return state.compute();
    };
    expect(await value(1)).toEqual(await value(1));
    expect(await value(1)).not.toEqual(await value(2));
    expect(((await value(1)) as { std: number }).std).toBeGreaterThan(0);
  });

  it('is NaN of nothing', () => {
    expect(new MetricState(kernelInceptionDistance({ extractor })).compute()).toEqual({ mean: NaN, std: NaN });
  });
});
