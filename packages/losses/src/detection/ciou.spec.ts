import * as tf from '@tensorflow/tfjs';

import { diou } from './diou.js';
import { ciou } from './ciou.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('ciou', () => {
  it('is 0 for the same box, and does not mind where or how large', () => {
    const one = tf.tensor2d([[0, 0, 1, 1]]);
    const [a, b] = [tf.tensor2d([[0, 0, 2, 1]]), tf.tensor2d([[1, 0.5, 3, 2]])];
    expect(numbers(ciou()(a, a))[0]).toBeCloseTo(0, 5);
    const moved = numbers(ciou()(tf.add(tf.mul(a, 10), 7), tf.add(tf.mul(b, 10), 7)));
    expect(moved[0]).toBeCloseTo(numbers(ciou()(a, b))[0]!, 4);
    expect(numbers(ciou()(one, tf.tensor2d([[0, 0, 1, 4]])))[0]).toBeGreaterThan(
      numbers(diou()(one, tf.tensor2d([[0, 0, 1, 4]])))[0]!,
    );
  });

  it('needs rows of four', () => {
    expect(() => ciou()(tf.zeros([2, 5]), tf.zeros([2, 5]))).toThrow(
      expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }),
    );
  });
});
