import * as tf from '@tensorflow/tfjs';

import { hingeEmbedding } from './hinge-embedding.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('hinge-embedding', () => {
  it('has no slope for unlike pairs that are far enough apart', () => {
    const gradient = tf.grad((x) => hingeEmbedding({ reduction: 'sum' })(x, tf.tensor1d([-1, -1, 1])));
    expect(numbers(gradient(tf.tensor1d([0.5, 3, 3])))).toEqual([-1, 0, 1]);
  });
});
