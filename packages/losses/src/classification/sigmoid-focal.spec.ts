import * as tf from '@tensorflow/tfjs';

import { bceWithLogits } from './bce-with-logits.js';
import { sigmoidFocal } from './sigmoid-focal.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('sigmoid-focal', () => {
  it('is the binary cross-entropy for γ = 0 without α', () => {
    const [logits, target] = [tf.tensor1d([1, -2, 0]), tf.tensor1d([1, 1, 0])];
    const loss = sigmoidFocal({ alpha: false, gamma: 0, reduction: 'none' });
    expect(numbers(loss(logits, target))).toEqual(numbers(bceWithLogits({ reduction: 'none' })(logits, target)));
  });

  it('has no slope where it is right for certain', () => {
    const gradient = tf.grad((x) => sigmoidFocal({ gamma: 0.5 })(x, tf.tensor1d([1])));
    expect(numbers(gradient(tf.tensor1d([200]))).map(Math.abs)).toEqual([0]);
  });
});
