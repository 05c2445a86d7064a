import * as tf from '@tensorflow/tfjs';

import { jaccard } from './jaccard.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());
const logits = tf.tensor3d([[[2, -1, 0], [0, 1, 0.5]], [[-1, 0, 1], [3, 0, 0]], [[0, 2, 1], [0.5, 0, 2]]]); // prettier-ignore
const classes = tf.tensor2d([[0, 1], [2, 0], [1, 2]], [3, 2], 'int32'); // prettier-ignore

describe('jaccard', () => {
  it('counts positions by weights of their own', () => {
    const weight = tf.tensor2d([[1, 0], [0, 1], [1, 1]]); // prettier-ignore
    const ignored = tf.tensor2d([[0, -100], [-100, 0], [1, 2]], [3, 2], 'int32'); // prettier-ignore
    const loss = jaccard({ mode: 'multiclass' });
    expect(numbers(loss(logits, classes, weight))).toEqual(numbers(loss(logits, ignored)));
    expect(numbers(loss.total!(logits, classes, weight) as tf.Tensor)).toEqual([4]);
    expect(numbers(loss.total!(logits, ignored) as tf.Tensor)).toEqual([4]);
  });
});
