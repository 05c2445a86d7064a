import * as tf from '@tensorflow/tfjs';

import { cosineSimilarity } from './cosine-similarity.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('cosine-similarity', () => {
  it('sees directions alone', () => {
    const [x, y] = [
      tf.tensor2d([
        [1, 2, 3],
        [0, 0, 1],
      ]),
      tf.tensor2d([
        [3, 2, 1],
        [0, 0, -5],
      ]),
    ];
    expect(numbers(cosineSimilarity()(tf.mul(x, 100), y))[0]).toBeCloseTo(numbers(cosineSimilarity()(x, y))[0]!, 6);
    expect(numbers(cosineSimilarity({ reduction: 'none' })(x, y))[1]).toBeCloseTo(1, 6);
  });

  it('gives vectors of length zero no gradient', () => {
    const gradient = tf.grad((x) => cosineSimilarity()(x, tf.tensor2d([[1, 2]])));
    expect(numbers(gradient(tf.zeros([1, 2]))).map(Math.abs)).toEqual([0, 0]);
  });

  it('needs vectors', () => {
    expect(() => cosineSimilarity()(tf.zeros([3]), tf.zeros([3]))).toThrow(
      expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }),
    );
  });
});
