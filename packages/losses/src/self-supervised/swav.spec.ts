import { valueAndGradients } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { swav } from './swav.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('swav', () => {
  it('gives equal samples codes of all prototypes alike', () => {
    const alike = tf.tensor2d([[1, -1], [1, -1]]); // prettier-ignore
    const [near, far] = [Math.log1p(Math.exp(-2)), Math.log1p(Math.exp(2))];
    expect(numbers(swav({ temperature: 1, sinkhornIterations: 20 })([alike, alike]))[0]).toBeCloseTo(
      (near + far) / 2,
      4,
    );
  });

  it('stays finite for scores of any size', () => {
    const scores = tf.tensor2d([[1e4, -1e4], [1e4, 0], [-1e4, 1e4]]); // prettier-ignore
    const gradient = tf.grad((x) => swav({ reduction: 'sum' })([x, scores]));
    for (const slope of numbers(gradient(scores))) expect(Number.isFinite(slope)).toBe(true);
  });

  it('has no gradient through codes', () => {
    const [first, second] = [tf.tensor2d([[0.5, 0]]), tf.tensor2d([[0, 1]])];
    const loss = () => swav({ highResolution: 1 })([first, second]) as tf.Scalar;
    expect(numbers(valueAndGradients(loss, [first]).gradients[0]!)).toEqual([0, 0]);
  });

  it('refuses what is no list, and a queue of one tensor', () => {
    const refused = expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' });
    expect(() => swav()(tf.zeros([2, 3]))).toThrow(refused);
    expect(() => swav()([tf.zeros([2, 3]), tf.zeros([2, 3])], tf.zeros([4, 3]))).toThrow(refused);
    expect(() => swav()([tf.zeros([2, 3, 1]), tf.zeros([2, 3, 1])])).toThrow(
      expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }),
    );
  });
});
