import * as tf from '@tensorflow/tfjs';

import { discreteHazard } from './discrete-hazard.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync(), (value) => value + 0);

describe('discrete-hazard', () => {
  it('has no slope after the last interval that was seen', () => {
    const target = { index: tf.tensor1d([1], 'int32'), event: tf.tensor1d([1]) };
    const gradient = tf.grad((x) => discreteHazard()(x, target));
    expect(numbers(gradient(tf.zeros([1, 3])))).toEqual([0.5, -0.5, 0]);
  });

  it('is minus the logarithm of a probability', () => {
    const logits = tf.tensor2d([[0.5, -1, 2]]);
    const probabilityOf = (index: number, event: number): number =>
      Math.exp(-numbers(discreteHazard()(logits, { index: tf.tensor1d([index]), event: tf.tensor1d([event]) }))[0]!);
    expect(probabilityOf(0, 1) + probabilityOf(1, 1) + probabilityOf(2, 1) + probabilityOf(2, 0)).toBeCloseTo(1, 6);
  });
});
