import * as tf from '@tensorflow/tfjs';

import { crossEntropy } from './cross-entropy.js';
import { klDiv } from './kl-div.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('kl-div', () => {
  it('is 0 for the same probabilities, and cross-entropy less entropy', () => {
    const shares = tf.tensor2d([
      [0.25, 0.75],
      [0.5, 0.5],
    ]);
    expect(numbers(klDiv()(tf.log(shares), shares))[0]).toBeCloseTo(0, 6);
    const logits = tf.tensor2d([
      [1, -1],
      [0, 2],
    ]);
    const [divergence] = numbers(klDiv({ reduction: 'batchmean' })(tf.logSoftmax(logits), shares));
    const [entropy] = numbers(tf.neg(tf.mean(tf.sum(tf.mul(shares, tf.log(shares)), -1))));
    expect(divergence).toBeCloseTo(numbers(crossEntropy()(logits, shares))[0]! - entropy!, 5);
  });

  it('takes logarithms as targets', () => {
    const [x, y] = [tf.log(tf.tensor2d([[0.25, 0.75]])), tf.tensor2d([[0.5, 0.5]])];
    expect(numbers(klDiv({ logTarget: true })(x, tf.log(y)))[0]).toBeCloseTo(numbers(klDiv()(x, y))[0]!, 6);
  });
});
