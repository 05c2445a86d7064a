import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { deepImageStructureAndTextureSimilarity } from './deep-image-structure-and-texture-similarity.js';

describe('deep-image-structure-and-texture-similarity', () => {
  it('tells textures from structures', async () => {
    const value = async (alpha: number, beta: number): Promise<unknown> => {
      const options = {
        extractor: (images: tf.Tensor4D) => [images],
        alpha: [[alpha], [alpha]],
        beta: [[beta], [beta]],
      };
      const state = new MetricState(deepImageStructureAndTextureSimilarity(options));
      // The same course, 10 brighter.
      await state.update(tf.tensor4d([0, 2], [1, 1, 2, 1]), tf.tensor4d([10, 12], [1, 1, 2, 1]));
      return state.compute();
    };
    expect(await value(0, 1)).toBeCloseTo(0, 5);
    expect(await value(1, 0)).toBeCloseTo(1 - 22 / 122, 5);
  });
});
