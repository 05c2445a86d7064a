import * as tf from '@tensorflow/tfjs';

import { smoothL1 } from './smooth-l1.js';
import { huber } from './huber.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('huber', () => {
  it('is δ times smooth L1 of β = δ', () => {
    const [x, y] = [tf.tensor1d([0, 1, -3, 2]), tf.tensor1d([0, 1.25, 1, -7])];
    const expected = numbers(smoothL1({ beta: 2, reduction: 'none' })(x, y)).map((value) => 2 * value);
    expect(numbers(huber({ delta: 2, reduction: 'none' })(x, y))).toEqual(expected);
  });

  it('refuses a bend at 0', () => {
    expect(() => huber({ delta: 0 })).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
  });
});
