import * as tf from '@tensorflow/tfjs';

import { categoricalHinge } from './categorical-hinge.js';

/** Without the sign of 0. */
const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync(), (value) => value + 0);

describe('categorical-hinge', () => {
  it('moves the right class and the strongest other alone', () => {
    const gradient = tf.grad((x) => categoricalHinge()(x, tf.tensor1d([1], 'int32')));
    expect(numbers(gradient(tf.tensor2d([[2, 1, 1.5]])))).toEqual([1, -1, 0]);
  });

  it('takes other classes below 0 for 0, as Keras does', () => {
    const loss = categoricalHinge({ reduction: 'none' });
    expect(numbers(loss(tf.tensor2d([[0.25, -3, -8]]), tf.tensor1d([0], 'int32')))).toEqual([0.75]);
  });

  it('is NaN for an index that is no class', () => {
    expect(numbers(categoricalHinge()(tf.zeros([1, 3]), tf.tensor1d([3], 'int32')))).toEqual([NaN]);
  });
});
