import * as tf from '@tensorflow/tfjs';

import { crossEntropy } from './cross-entropy.js';
import { poly1 } from './poly-1.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('poly-1', () => {
  it('is cross-entropy without its further term', () => {
    const [logits, target] = [
      tf.tensor2d([
        [1, -2, 0.5],
        [3, 0, 0],
      ]),
      tf.tensor1d([2, 0], 'int32'),
    ];
    expect(numbers(poly1({ epsilon: 0 })(logits, target))).toEqual(numbers(crossEntropy()(logits, target)));
  });
});
