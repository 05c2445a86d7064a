import * as tf from '@tensorflow/tfjs';

import { poissonNll } from './poisson-nll.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('poisson-nll', () => {
  it('is least at the logarithm of the count', () => {
    const gradient = tf.grad((x) => poissonNll({ reduction: 'sum' })(x, tf.tensor1d([1, 4, 7])));
    for (const slope of numbers(gradient(tf.log(tf.tensor1d([1, 4, 7]))))) expect(slope).toBeCloseTo(0, 5);
  });

  it('takes a rate of 0', () => {
    expect(numbers(poissonNll({ logInput: false })(tf.tensor1d([0]), tf.tensor1d([0])))).toEqual([0]);
  });
});
