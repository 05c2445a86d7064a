import { valueAndGradients } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { negativeCosine } from './negative-cosine.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());
const [x, y] = [tf.tensor2d([[1, 2]]), tf.tensor2d([[3, -1]])];

describe('negative-cosine', () => {
  it('takes the target for a constant, unless told otherwise', () => {
    const slopes = (stopGradient: boolean): number[] =>
      numbers(valueAndGradients(() => negativeCosine({ stopGradient })(x, y) as tf.Scalar, [y]).gradients[0]!);
    expect(slopes(true)).toEqual([0, 0]);
    expect(slopes(false).every((slope) => slope !== 0)).toBe(true);
  });

  it('has finite gradients at rows of zeros', () => {
    const gradient = tf.grad((rows) => negativeCosine({ eps: 0.5 })(rows, tf.tensor2d([[0, 2]])));
    expect(numbers(gradient(tf.zeros([1, 2]))).map((slope) => slope + 0)).toEqual([0, -2]);
  });
});
