import * as tf from '@tensorflow/tfjs';

import { barlowTwins } from './barlow-twins.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('barlow-twins', () => {
  it('does not see how features are scaled and moved', () => {
    const [first, second] = [tf.tensor2d([[1, 2], [3, -1], [0, 4]]), tf.tensor2d([[2, 1], [3, 0], [1, 5]])]; // prettier-ignore
    const moved = tf.add(tf.mul(second, [40, 20]), [7, -3]);
    const scaled = tf.mul(first, 30);
    expect(numbers(barlowTwins()(scaled, moved))[0]).toBeCloseTo(numbers(barlowTwins()(first, second))[0]!, 4);
  });

  it('has finite gradients where features are constant', () => {
    const gradient = tf.grad((x) => barlowTwins()(x, tf.ones([3, 2])));
    for (const slope of numbers(gradient(tf.ones([3, 2])))) expect(slope).toBe(0);
  });
});
