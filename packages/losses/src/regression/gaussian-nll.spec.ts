import * as tf from '@tensorflow/tfjs';

import { gaussianNll } from './gaussian-nll.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('gaussian-nll', () => {
  it('is least at the mean and the squared error', () => {
    const gradient = tf.grads((mean, variance) => gaussianNll()({ mean, variance }, tf.tensor1d([3])));
    const [ofMean, ofVariance] = gradient([tf.tensor1d([1]), tf.tensor1d([4])]);
    expect(numbers(ofVariance!)[0]).toBeCloseTo(0, 6);
    expect(numbers(ofMean!)[0]).toBeCloseTo(-0.5, 6);
  });

  it('names the parts that it needs', () => {
    expect(() => gaussianNll()({ mean: tf.zeros([2]) } as never, tf.zeros([2]))).toThrow(/with 'mean', 'variance'/);
    expect(() => gaussianNll()(tf.zeros([2]) as never, tf.zeros([2]))).toThrow(
      expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }),
    );
  });

  it('refuses variances of another shape', () => {
    const prediction = { mean: tf.zeros([2, 3]), variance: tf.ones([2, 1]) };
    expect(() => gaussianNll()(prediction, tf.zeros([2, 3]))).toThrow(
      expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }),
    );
  });
});
