import * as tf from '@tensorflow/tfjs';

import { sparsemax } from './sparsemax.js';

/** Without the sign of 0. */
const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync(), (value) => value + 0);

describe('sparsemax', () => {
  it('has the gradient of probabilities less what is right', () => {
    const gradient = tf.grad((x) => sparsemax()(x, tf.tensor1d([2], 'int32')));
    expect(numbers(gradient(tf.tensor2d([[1, 0.5, -4]])))).toEqual([0.75, 0.25, -1]);
  });

  it('is 0 once the right class leads by 1', () => {
    const loss = sparsemax({ reduction: 'none' });
    const scores = tf.tensor2d([[1, 0, 0], [0.75, 0, -1e6], [1e6, 0, 0]]); // prettier-ignore
    expect(numbers(loss(scores, tf.zeros([3], 'int32')))).toEqual([0, 1 / 64, 0]);
  });

  it('is differentiable twice', () => {
    const slope = tf.grad((x) => sparsemax({ reduction: 'sum' })(x, tf.tensor1d([0], 'int32')));
    const curvature = tf.grad((x) => tf.sum(tf.mul(slope(x), tf.tensor2d([[1, 0, 0]]))));
    expect(numbers(curvature(tf.tensor2d([[0.5, 0.25, -4]])))).toEqual([0.5, -0.5, 0]);
  });
});
