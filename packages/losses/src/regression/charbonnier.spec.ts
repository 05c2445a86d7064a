import * as tf from '@tensorflow/tfjs';

import { charbonnier } from './charbonnier.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('charbonnier', () => {
  it('nears the absolute error as ε goes to 0, and has a slope of 0 where both are equal', () => {
    const [x, y] = [tf.tensor1d([3, -2]), tf.tensor1d([1, 1])];
    const values = numbers(charbonnier({ epsilon: 1e-4, reduction: 'none' })(x, y));
    expect(values[0]).toBeCloseTo(2, 3);
    expect(values[1]).toBeCloseTo(3, 3);
    expect(numbers(tf.grad((values) => charbonnier({ epsilon: 1e-4 })(values, y))(y))).toEqual([0, 0]);
  });

  it('refuses ε = 0, where it has no slope', () => {
    expect(() => charbonnier({ epsilon: 0 })).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
  });
});
