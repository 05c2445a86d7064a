import * as tf from '@tensorflow/tfjs';

import { hinge } from './hinge.js';

/** Without the sign of 0. */
const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync(), (value) => value + 0);

describe('hinge', () => {
  it('takes targets 0 and 1 as well as −1 and 1', () => {
    const scores = tf.tensor1d([0.5, -2, 3]);
    const loss = hinge({ reduction: 'none' });
    expect(numbers(loss(scores, tf.tensor1d([0, 1, 0])))).toEqual(numbers(loss(scores, tf.tensor1d([-1, 1, -1]))));
  });

  it('has no slope beyond the margin', () => {
    const gradient = tf.grad((x) => hinge({ reduction: 'sum' })(x, tf.tensor1d([1, 1, -1])));
    expect(numbers(gradient(tf.tensor1d([2, 0.5, 0])))).toEqual([0, -1, 1]);
  });
});
