import * as tf from '@tensorflow/tfjs';

import { crossEntropy } from './cross-entropy.js';
import { softmaxFocal } from './softmax-focal.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('softmax-focal', () => {
  it('is cross-entropy for γ = 0, and less for any other', () => {
    const [logits, target] = [
      tf.tensor2d([
        [1, -2, 0.5],
        [3, 0, 0],
      ]),
      tf.tensor1d([2, 0], 'int32'),
    ];
    const entropy = numbers(crossEntropy({ reduction: 'none' })(logits, target));
    expect(numbers(softmaxFocal({ gamma: 0, reduction: 'none' })(logits, target))).toEqual(entropy);
    for (const [index, value] of numbers(softmaxFocal({ reduction: 'none' })(logits, target)).entries())
      expect(value).toBeLessThan(entropy[index]!);
  });

  it('has a slope where a sample is right for certain, whatever γ', () => {
    const gradient = tf.grad((x) => softmaxFocal({ gamma: 0.5 })(x, tf.tensor1d([0], 'int32')));
    for (const slope of numbers(gradient(tf.tensor2d([[1000, -1000]])))) expect(Math.abs(slope)).toBe(0);
  });
});
