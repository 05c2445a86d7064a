import * as tf from '@tensorflow/tfjs';

import { pinball } from './pinball.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('pinball', () => {
  it('is half the absolute error for the median, and does not care for the order of quantiles', () => {
    const [x, y] = [tf.tensor1d([1, -2]), tf.tensor1d([4, -3])];
    expect(numbers(pinball({ reduction: 'none' })(x, y))).toEqual([1.5, 0.5]);
    const both = tf.stack([x, y], -1);
    const swapped = numbers(pinball({ quantiles: [0.75, 0.25] })(tf.reverse(both, -1), x));
    expect(numbers(pinball({ quantiles: [0.25, 0.75] })(both, x))).toEqual(swapped);
  });
});
