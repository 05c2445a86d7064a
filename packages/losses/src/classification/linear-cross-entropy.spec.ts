import { RandomStreams } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { linearCrossEntropy } from './linear-cross-entropy.js';

const options = { inFeatures: 4, numClasses: 3 };

describe('linear-cross-entropy', () => {
  it('begins with weights that are drawn evenly, within the root of 1 by the features', async () => {
    const context = {
      model: {} as never,
      weights: {},
      parameters: [],
      random: () => new RandomStreams(3).at('init', 0),
    };
    const [kernel] = await linearCrossEntropy({ inFeatures: 16, numClasses: 200 }).state!(context);
    const drawn = Array.from(kernel!.value.data as Float32Array);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(0.25);
    expect(Math.min(...drawn)).toBeLessThan(-0.24);
  });

  it('divides its mean by the weights of classes', () => {
    const total = linearCrossEntropy({ ...options, weight: [1, 2, 4] }).total!(tf.zeros([2, 4]), tf.tensor1d([0, 2]));
    expect((total as tf.Tensor).dataSync()[0]).toBe(5);
  });

  it('refuses other features', () => {
    const refused = expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' });
    expect(() => linearCrossEntropy(options)(tf.zeros([2, 3]), tf.zeros([2]))).toThrow(refused);
    expect(() => linearCrossEntropy(options)(tf.zeros([4]), tf.zeros([]))).toThrow(refused);
  });
});
