import * as tf from '@tensorflow/tfjs';

import { mse } from './mse.js';
import { poissonNll } from './poisson-nll.js';
import { tweedieDeviance } from './tweedie-deviance.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('tweedie-deviance', () => {
  it('is half the squared error for power 0, and 0 where both are equal', () => {
    const [x, y] = [tf.tensor1d([1, 2, 5]), tf.tensor1d([3, 2, 1])];
    const squared = numbers(mse({ reduction: 'none' })(x, y)).map((value) => value / 2);
    expect(numbers(tweedieDeviance({ power: 0, logInput: false, reduction: 'none' })(x, y))).toEqual(squared);
    for (const power of [-1, 1, 1.5, 2, 3])
      for (const value of numbers(tweedieDeviance({ power, logInput: false, reduction: 'none' })(x, x)))
        expect(value).toBeCloseTo(0, 5);
  });

  it('has the slope of the Poisson likelihood for power 1', () => {
    const y = tf.tensor1d([0, 2, 5]);
    const x = tf.tensor1d([0.5, -1, 2]);
    const slopes = numbers(tf.grad((values) => tweedieDeviance({ power: 1, reduction: 'sum' })(values, y))(x));
    const expected = numbers(tf.grad((values) => poissonNll({ reduction: 'sum' })(values, y))(x));
    for (const [index, slope] of slopes.entries()) expect(slope).toBeCloseTo(expected[index]!, 5);
  });

  it('refuses powers between 0 and 1, of which there is no distribution', () => {
    expect(() => tweedieDeviance({ power: 0.5 })).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
  });
});
