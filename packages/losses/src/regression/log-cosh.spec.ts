import * as tf from '@tensorflow/tfjs';

import { logCosh } from './log-cosh.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('log-cosh', () => {
  it('is even, and keeps its slope within ±1 however far away', () => {
    const far = tf.tensor1d([1e30, -1e30, 50]);
    const zeros = tf.zeros([3]);
    expect(numbers(logCosh({ reduction: 'none' })(far, zeros))).toEqual(
      numbers(logCosh({ reduction: 'none' })(zeros, far)),
    );
    expect(numbers(tf.grad((x) => logCosh({ reduction: 'sum' })(x, zeros))(far))).toEqual([1, -1, 1]);
  });
});
