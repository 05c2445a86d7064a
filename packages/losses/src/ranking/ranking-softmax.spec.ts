import * as tf from '@tensorflow/tfjs';

import { rankingSoftmax } from './ranking-softmax.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('ranking-softmax', () => {
  it('is least where scores are logarithms of relevances', () => {
    const relevances = tf.tensor2d([[4, 2, 1]]);
    const gradient = tf.grad((x) => rankingSoftmax()(x, relevances));
    for (const slope of numbers(gradient(tf.log(relevances)))) expect(slope).toBeCloseTo(0, 5);
  });
});
