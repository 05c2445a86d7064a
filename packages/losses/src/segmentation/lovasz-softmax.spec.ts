import * as tf from '@tensorflow/tfjs';

import { lovaszSoftmax } from './lovasz-softmax.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('lovasz-softmax', () => {
  it('takes an image without a position that counts as 0', () => {
    const [logits, masks] = [tf.tensor3d([[[1, 0]], [[2, 0]]]), tf.tensor2d([[1], [-100]], [2, 1], 'int32')]; // prettier-ignore
    const both = numbers(lovaszSoftmax({ perImage: true })(logits, masks))[0]!;
    const one = numbers(lovaszSoftmax()(tf.slice(logits, 0, 1), tf.slice(masks, 0, 1)))[0]!;
    expect(both).toBeCloseTo(one / 2, 6);
  });

  it('gives NaN for an index that is no class', () => {
    const wrong = tf.tensor2d([[5, 1]], [1, 2], 'int32');
    expect(numbers(lovaszSoftmax()(tf.zeros([1, 2, 3]), wrong))).toEqual([NaN]);
  });
});
