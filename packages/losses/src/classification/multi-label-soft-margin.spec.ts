import * as tf from '@tensorflow/tfjs';

import { bceWithLogits } from './bce-with-logits.js';
import { multiLabelSoftMargin } from './multi-label-soft-margin.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('multi-label-soft-margin', () => {
  it('is the mean of the binary cross-entropies of a row', () => {
    const [logits, target] = [
      tf.tensor2d([
        [1, -2, 0.5],
        [3, 0, 0],
      ]),
      tf.tensor2d([
        [1, 0, 1],
        [0, 0, 1],
      ]),
    ];
    const expected = numbers(tf.mean(bceWithLogits({ reduction: 'none' })(logits, target), -1));
    expect(numbers(multiLabelSoftMargin({ reduction: 'none' })(logits, target))).toEqual(expected);
  });
});
