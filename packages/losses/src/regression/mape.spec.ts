import * as tf from '@tensorflow/tfjs';

import { mape } from './mape.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('mape', () => {
  it('is a share of the target, whatever its sign', () => {
    expect(numbers(mape({ reduction: 'none' })(tf.tensor1d([110, -90, 0]), tf.tensor1d([100, -100, 50])))).toEqual([
      10, 10, 100,
    ]);
  });
});
