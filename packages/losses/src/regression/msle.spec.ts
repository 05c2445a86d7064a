import * as tf from '@tensorflow/tfjs';

import { msle } from './msle.js';

/** Without the sign of 0. */
const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync(), (value) => value + 0);

describe('msle', () => {
  it('sees ratios: twice as much costs the same as half as much', () => {
    const [low, high] = [tf.tensor1d([9]), tf.tensor1d([19])];
    expect(numbers(msle()(low, high))).toEqual(numbers(msle()(high, low)));
    expect(numbers(msle()(low, high))[0]).toBeCloseTo(Math.LN2 ** 2, 5);
  });

  it('has no slope below 0', () => {
    expect(numbers(tf.grad((x) => msle({ reduction: 'sum' })(x, tf.tensor1d([3])))(tf.tensor1d([-1])))).toEqual([0]);
  });
});
