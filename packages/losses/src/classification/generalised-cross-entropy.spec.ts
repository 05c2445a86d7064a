import * as tf from '@tensorflow/tfjs';

import { crossEntropy } from './cross-entropy.js';
import { generalisedCrossEntropy } from './generalised-cross-entropy.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('generalised-cross-entropy', () => {
  it('nears cross-entropy for small q, and never exceeds 1 / q', () => {
    const [logits, target] = [
      tf.tensor2d([
        [1, -2, 0.5],
        [-900, 0, 0],
      ]),
      tf.tensor1d([2, 0], 'int32'),
    ];
    const small = numbers(generalisedCrossEntropy({ q: 1e-3, reduction: 'none' })(logits, target))[0]!;
    expect(small).toBeCloseTo(numbers(crossEntropy({ reduction: 'none' })(logits, target))[0]!, 2);
    expect(numbers(generalisedCrossEntropy({ q: 0.5, reduction: 'none' })(logits, target))[1]).toBeCloseTo(2, 6);
  });

  it('refuses q = 0', () => {
    expect(() => generalisedCrossEntropy({ q: 0 })).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
  });
});
