import * as tf from '@tensorflow/tfjs';

import { crossEntropy } from './cross-entropy.js';
import { nll } from './nll.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('nll', () => {
  it('is cross-entropy of log-probabilities', () => {
    const [logits, target] = [
      tf.tensor2d([
        [1, -2, 0.5],
        [3, 0, 0],
      ]),
      tf.tensor1d([2, 0], 'int32'),
    ];
    expect(numbers(nll()(tf.logSoftmax(logits), target))[0]).toBeCloseTo(
      numbers(crossEntropy()(logits, target))[0]!,
      5,
    );
  });

  it('counts nothing of classes that are impossible and not meant', () => {
    const value = nll()(tf.tensor2d([[0, -Infinity]]), tf.tensor1d([0], 'int32'));
    expect(numbers(value).map(Math.abs)).toEqual([0]);
  });
});
