import * as tf from '@tensorflow/tfjs';

import { cosineEmbedding } from './cosine-embedding.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('cosine-embedding', () => {
  it('counts neither for another target', () => {
    const both = [tf.tensor2d([[1, 0]]), tf.tensor2d([[1, 1]])];
    expect(numbers(cosineEmbedding()(both, tf.tensor1d([0])))).toEqual([0]);
  });

  it('refuses targets of another shape, and one tensor', () => {
    const both = [tf.zeros([2, 3]), tf.zeros([2, 3])];
    expect(() => cosineEmbedding()(both, tf.zeros([3]))).toThrow(
      expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }),
    );
    expect(() => cosineEmbedding()(tf.zeros([2, 3]) as never, tf.zeros([2]))).toThrow(
      expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }),
    );
  });
});
