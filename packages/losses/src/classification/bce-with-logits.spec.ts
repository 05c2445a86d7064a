import * as tf from '@tensorflow/tfjs';

import { bceWithLogits } from './bce-with-logits.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('bce-with-logits', () => {
  it('counts a positive target posWeight times', () => {
    const [logits, target] = [tf.tensor1d([-2, 0.5, 3]), tf.ones([3])];
    const plain = numbers(bceWithLogits({ reduction: 'none' })(logits, target));
    const heavy = numbers(bceWithLogits({ posWeight: 3, reduction: 'none' })(logits, target));
    for (const [index, value] of heavy.entries()) expect(value).toBeCloseTo(3 * plain[index]!, 5);
    const negative = tf.zeros([3]);
    expect(numbers(bceWithLogits({ posWeight: 3 })(logits, negative))).toEqual(
      numbers(bceWithLogits()(logits, negative)),
    );
  });

  it('smooths to 1/2 at the most', () => {
    const value = (target: number): number[] =>
      numbers(bceWithLogits({ labelSmoothing: 1 })(tf.tensor1d([1.5]), tf.tensor1d([target])));
    expect(value(0)).toEqual(value(1));
  });

  it('refuses weights of another number of classes', () => {
    const loss = bceWithLogits({ weight: [1, 2] });
    expect(() => loss(tf.zeros([4, 3]), tf.zeros([4, 3]))).toThrow(
      expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }),
    );
  });
});
