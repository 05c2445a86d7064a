import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { memorizationInformedFrechetInceptionDistance } from './memorization-informed-frechet-inception-distance.js';

/** Images of one pixel, whose channels are the features. */
const pixels = (...rows: number[][]): tf.Tensor4D => tf.tensor4d(rows.flat(), [rows.length, 1, 1, rows[0]!.length]);
const extractor = (images: tf.Tensor): tf.Tensor => tf.mean(images, [1, 2]);

describe('memorization-informed-frechet-inception-distance', () => {
  it('is worse where what was generated is a copy, and only there', async () => {
    const value = async (cosineDistanceEps: number): Promise<unknown> => {
      const metric = memorizationInformedFrechetInceptionDistance({ extractor, cosineDistanceEps });
      const state = new MetricState(metric);
      // One of two is a copy, the other 45° away.
      await state.update(pixels([1, 0], [1, 1]), pixels([1, 0], [-3, 0]));
      return state.compute();
    };
    const [alone, memorised] = [(await value(0.1)) as number, (await value(0.5)) as number];
    expect(memorised / alone).toBeCloseTo(2 / (1 - Math.SQRT1_2), 5);
  });

  it('is 0 where the distance is', async () => {
    const state = new MetricState(memorizationInformedFrechetInceptionDistance({ extractor }));
    await state.update(pixels([1, 0], [1, 1]), pixels([1, 1], [1, 0]));
    expect(state.compute()).toBe(0);
  });
});
