import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { frechetInceptionDistance } from './frechet-inception-distance.js';

/** Images of one pixel, whose channels are the features. */
const pixels = (...rows: number[][]): tf.Tensor4D => tf.tensor4d(rows.flat(), [rows.length, 1, 1, rows[0]!.length]);
const extractor = (images: tf.Tensor): tf.Tensor => tf.mean(images, [1, 2]);

describe('frechet-inception-distance', () => {
  it('is the distance of means where covariances are alike, and 0 of equal sides', async () => {
    const state = new MetricState(frechetInceptionDistance({ extractor }));
    await state.update(pixels([0, 0], [2, 1], [1, 5]), pixels([3, 4], [5, 5], [4, 9]));
    expect(state.compute()).toBeCloseTo(25, 9);
    const same = new MetricState(frechetInceptionDistance({ extractor }));
    await same.update(pixels([0, 0], [2, 1], [1, 5]), pixels([0, 0], [2, 1], [1, 5]));
    expect(same.compute()).toBeCloseTo(0, 9);
  });

  it('is that of deviations where features do not depend on each other', async () => {
    const cross = (x: number, y: number): tf.Tensor4D => pixels([x, 0], [-x, 0], [0, y], [0, -y]);
    const state = new MetricState(frechetInceptionDistance({ extractor }));
    await state.update(cross(1, 2), cross(3, 5));
    expect(state.compute()).toBeCloseTo(((3 - 1) ** 2 + (5 - 2) ** 2) * (2 / 3), 9);
  });
});
