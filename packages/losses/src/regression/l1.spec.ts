import * as tf from '@tensorflow/tfjs';

import { l1 } from './l1.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('l1', () => {
  it('has gradient 0 where both are equal', () => {
    const gradient = tf.grad((x) => l1({ reduction: 'sum' })(x, tf.tensor1d([1, 1, 1])));
    expect(numbers(gradient(tf.tensor1d([0, 1, 3])))).toEqual([-1, 0, 1]);
  });

  it('takes integers', () => {
    expect(numbers(l1()(tf.tensor1d([1, 2], 'int32'), tf.tensor1d([4, 2], 'int32')))).toEqual([1.5]);
  });
});
