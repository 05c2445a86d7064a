import * as tf from '@tensorflow/tfjs';

import { dice } from './dice.js';
import { jaccard } from './jaccard.js';
import { tversky } from './tversky.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());
const logits = tf.tensor3d([[[2, -1, 0], [0, 1, 0.5]], [[-1, 0, 1], [3, 0, 0]], [[0, 2, 1], [0.5, 0, 2]]]); // prettier-ignore
const classes = tf.tensor2d([[0, 1], [2, 0], [1, 2]], [3, 2], 'int32'); // prettier-ignore

describe('tversky', () => {
  it('is Dice for α = β = 1/2, and Jaccard for 1', () => {
    const value = (alpha: number): number[] =>
      numbers(tversky({ mode: 'multiclass', alpha, beta: alpha })(logits, classes));
    expect(value(0.5)).toEqual(numbers(dice({ mode: 'multiclass' })(logits, classes)));
    expect(value(1)).toEqual(numbers(jaccard({ mode: 'multiclass' })(logits, classes)));
  });

  it('has a slope of 0 where a power below 1 would have none', () => {
    const masks = tf.tensor2d([[1, 0]]);
    const gradient = tf.grad((x) => tversky({ mode: 'binary', gamma: 0.5 })(x, masks));
    expect(numbers(gradient(tf.tensor2d([[1e4, -1e4]]))).map(Math.abs)).toEqual([0, 0]);
  });
});
