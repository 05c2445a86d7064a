import * as tf from '@tensorflow/tfjs';

import { marginRanking } from './margin-ranking.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('margin-ranking', () => {
  it('is the same with both scores and the target turned round', () => {
    const [x, y, target] = [tf.tensor1d([1, 3, -2]), tf.tensor1d([2, 3, 5]), tf.tensor1d([1, -1, -1])];
    const loss = marginRanking({ margin: 0.5, reduction: 'none' });
    expect(numbers(loss([y, x], tf.neg(target)))).toEqual(numbers(loss([x, y], target)));
  });
});
