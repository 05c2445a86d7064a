import * as tf from '@tensorflow/tfjs';

import { l1 } from './l1.js';
import { smoothL1 } from './smooth-l1.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('smooth-l1', () => {
  it('is the absolute error without a bend', () => {
    const [x, y] = [tf.tensor1d([0, 1, -3]), tf.tensor1d([0, 1.5, 1])];
    const loss = smoothL1({ beta: 0, reduction: 'none' });
    expect(numbers(loss(x, y))).toEqual(numbers(l1({ reduction: 'none' })(x, y)));
    expect(numbers(tf.grad((values) => smoothL1({ beta: 0, reduction: 'sum' })(values, y))(x))).toEqual([0, -1, -1]);
  });

  it('refuses a bend below 0', () => {
    expect(() => smoothL1({ beta: -1 })).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
  });
});
