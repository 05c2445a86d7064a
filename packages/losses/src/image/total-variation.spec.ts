import * as tf from '@tensorflow/tfjs';

import { totalVariation } from './total-variation.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('total-variation', () => {
  it('takes no target, and leaves one alone that stands beside it', () => {
    const images = tf.tensor4d([1, 2, 4, 0], [1, 2, 2, 1]);
    expect(totalVariation().withoutTarget).toBe(true);
    expect(numbers(totalVariation()(images, undefined, tf.tensor1d([3])))).toEqual([10]);
  });

  it('does not depend on the size of images with means', () => {
    const ramp = (size: number): tf.Tensor => tf.tile(tf.reshape(tf.range(0, size), [1, size, 1, 1]), [1, 1, size, 1]);
    const loss = totalVariation({ differences: 'mean' });
    expect(numbers(loss(ramp(3)))).toEqual([1]);
    expect(numbers(loss(ramp(9)))).toEqual([1]);
  });

  it('has a slope of 0 in flat images', () => {
    const slopes = tf.grad((x) => totalVariation()(x))(tf.ones([1, 2, 2, 1]));
    expect(numbers(slopes).map(Math.abs)).toEqual([0, 0, 0, 0]);
  });
});
