import * as tf from '@tensorflow/tfjs';

import { welsch } from './welsch.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('welsch', () => {
  it('is half the squared error near 0, with its slope', () => {
    const loss = (x: tf.Tensor): tf.Scalar => welsch()(x, tf.zeros([1])) as tf.Scalar;
    const { value, grad } = tf.valueAndGrad(loss)(tf.tensor1d([1e-3]));
    expect(numbers(value)[0]! / 5e-7).toBeCloseTo(1, 4);
    expect(numbers(grad)[0]! / 1e-3).toBeCloseTo(1, 4);
  });

  it('pulls less, the farther away a target is', () => {
    const slopes = tf.grad((x) => welsch({ reduction: 'sum' })(x, tf.zeros([3])))(tf.tensor1d([2, 4, 1000]));
    expect(numbers(slopes)).toEqual(numbers(slopes).toSorted((one, other) => other - one));
    expect(numbers(welsch()(tf.tensor1d([1e4]), tf.zeros([1])))[0]).toBe(1);
  });
});
