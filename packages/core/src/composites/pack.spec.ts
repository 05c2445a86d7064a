import * as tf from '@tensorflow/tfjs';

import { pack } from './pack.js';

const parts = (): tf.Tensor[] => [tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]), tf.scalar(7), tf.tensor1d([8, 9])];
const shapes = [[2, 3], [], [2]];

describe('pack', () => {
  it('makes one vector of all numbers in order', async () => {
    expect(await pack(parts(), 'all').array()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(await pack([tf.scalar(3)], 'one').array()).toEqual([3]);
  });

  it('hands each part its piece of the gradient', async () => {
    const weights = tf.range(10, 19);
    const gradients = tf.grads((...all) => tf.sum(tf.mul(pack(all, 'all'), weights)))(parts());
    expect(gradients.map(({ shape }) => shape)).toEqual(shapes);
    expect(await Promise.all(gradients.map((gradient) => gradient.array()))).toEqual([
      [
        [10, 11, 12],
        [13, 14, 15],
      ],
      16,
      [17, 18],
    ]);
  });
});
