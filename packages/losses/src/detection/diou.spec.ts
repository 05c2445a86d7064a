import * as tf from '@tensorflow/tfjs';

import { diou } from './diou.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('diou', () => {
  it('is 0 for the same box, and does not mind where or how large', () => {
    const one = tf.tensor2d([[0, 0, 1, 1]]);
    const [a, b] = [tf.tensor2d([[0, 0, 2, 1]]), tf.tensor2d([[1, 0.5, 3, 2]])];
    expect(numbers(diou()(a, a))[0]).toBeCloseTo(0, 5);
    const moved = numbers(diou()(tf.add(tf.mul(a, 10), 7), tf.add(tf.mul(b, 10), 7)));
    expect(moved[0]).toBeCloseTo(numbers(diou()(a, b))[0]!, 4);
    expect(numbers(diou()(one, tf.tensor2d([[2, 0, 3, 1]])))[0]).toBeGreaterThan(
      numbers(diou()(one, tf.tensor2d([[1, 0, 2, 1]])))[0]!,
    );
  });

  it('needs rows of four', () => {
    expect(() => diou()(tf.zeros([2, 5]), tf.zeros([2, 5]))).toThrow(
      expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }),
    );
  });
});
