import * as tf from '@tensorflow/tfjs';

import { bceWithLogits } from './bce-with-logits.js';
import { softMargin } from './soft-margin.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('soft-margin', () => {
  it('is the binary cross-entropy of the same logits', () => {
    const [scores, sign, share] = [tf.tensor1d([-3, 0.5, 100]), tf.tensor1d([1, -1, -1]), tf.tensor1d([1, 0, 0])];
    const expected = numbers(bceWithLogits({ reduction: 'none' })(scores, share));
    for (const [index, value] of numbers(softMargin({ reduction: 'none' })(scores, sign)).entries())
      expect(value).toBeCloseTo(expected[index]!, 5);
  });
});
