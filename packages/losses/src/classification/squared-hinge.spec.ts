import * as tf from '@tensorflow/tfjs';

import { hinge } from './hinge.js';
import { squaredHinge } from './squared-hinge.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('squared-hinge', () => {
  it('is the square of the hinge loss', () => {
    const [scores, target] = [tf.tensor1d([0.5, -2, 3]), tf.tensor1d([1, 1, -1])];
    const expected = numbers(hinge({ reduction: 'none' })(scores, target)).map((value) => value ** 2);
    expect(numbers(squaredHinge({ reduction: 'none' })(scores, target))).toEqual(expected);
  });
});
