import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { learnedPerceptualImagePatchSimilarity } from './learned-perceptual-image-patch-similarity.js';

const pixels = (...rows: number[][]): tf.Tensor4D => tf.tensor4d(rows.flat(), [rows.length, 1, 1, rows[0]!.length]);

describe('learned-perceptual-image-patch-similarity', () => {
  it('compares the directions of channels, not how strong they are', async () => {
    const value = async (one: number[], other: number[], weights?: number[][]): Promise<unknown> => {
      const state = new MetricState(
        learnedPerceptualImagePatchSimilarity({ extractor: (images) => [images], weights }),
      );
      await state.update(pixels(one), pixels(other));
      return state.compute();
    };
    expect(await value([3, 4], [30, 40])).toBeCloseTo(0, 6);
    expect(await value([3, 0], [0, 4])).toBeCloseTo(2, 6);
    expect(await value([3, 0], [0, 4], [[1, 0.25]])).toBeCloseTo(1.25, 6);
  });
});
