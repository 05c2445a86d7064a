import * as tf from '@tensorflow/tfjs';

import { bceWithLogits } from './bce-with-logits.js';
import { bce } from './bce.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('bce', () => {
  it('makes NaN of what is no probability, and keeps the slope where it is certain', () => {
    expect(numbers(bce({ reduction: 'none' })(tf.tensor1d([-0.5]), tf.tensor1d([1])))).toEqual([NaN]);
    const slope = numbers(tf.grad((x) => bce({ reduction: 'sum' })(x, tf.tensor1d([1, 0])))(tf.tensor1d([0, 0])));
    expect(slope).toEqual([Math.fround(-1e12), 1]);
  });

  it('is that of logits for their sigmoid', () => {
    const [logits, target] = [tf.tensor1d([-2, 0.5, 3]), tf.tensor1d([0, 0.25, 1])];
    expect(numbers(bce()(tf.sigmoid(logits), target))[0]).toBeCloseTo(numbers(bceWithLogits()(logits, target))[0]!, 5);
  });

  it('names the loss for class numbers', () => {
    expect(() => bce()(tf.zeros([4, 3]), tf.zeros([4]))).toThrow(/cross-entropy learns from their numbers/);
  });
});
