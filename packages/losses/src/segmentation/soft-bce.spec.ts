import * as tf from '@tensorflow/tfjs';

import { bceWithLogits } from '../classification/bce-with-logits.js';
import { softBce } from './soft-bce.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('soft-bce', () => {
  it('is bce-with-logits where nothing is ignored, with twice the smoothing', () => {
    const [logits, target] = [tf.tensor2d([[1, -2, 0.5]]), tf.tensor2d([[1, 0, 1]])];
    const expected = bceWithLogits({ labelSmoothing: 0.25, posWeight: 3 })(logits, target);
    expect(numbers(softBce({ smoothFactor: 0.125, posWeight: 3 })(logits, target))).toEqual(numbers(expected));
  });

  it('has no slope where it ignores, and leaves it out of the mean by weights', () => {
    const [logits, target] = [tf.tensor1d([1, 1e4]), tf.tensor1d([0, -100])];
    expect(numbers(tf.grad((x) => softBce()(x, target))(logits))[1]).toBe(0);
    const weighted = softBce()(logits, target, tf.tensor1d([1, 0]));
    expect(numbers(weighted)).toEqual(numbers(bceWithLogits()(tf.tensor1d([1]), tf.tensor1d([0]))));
  });
});
