import * as tf from '@tensorflow/tfjs';

import { everywhere, expectValues } from '../shared/agreement.fixture.js';

describe('MaxPool', () => {
  it('keeps NaN', async () => {
    await expectValues(
      everywhere(),
      () => tf.maxPool(tf.tensor4d([NaN, 1, 2, 4, 5, NaN], [1, 1, 6, 1]), [1, 2], [1, 2], 'valid'),
      [NaN, 4, NaN],
    );
  });

  it('leaves a padding in numbers out', async () => {
    await expectValues(
      everywhere(),
      () => tf.maxPool(tf.tensor4d([-1, -2, -3, -4], [1, 2, 2, 1]), 2, 1, 1),
      [-1, -1, -2, -1, -1, -2, -3, -3, -4],
      [1, 3, 3, 1],
    );
  });

  it('is the least of all for windows that hold nothing but padding, though they are as many as the numbers', async () => {
    // Of three by three windows of one number, begun in the padding and moved by two, only the middle one holds a number.
    const image = (): tf.Tensor4D => tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);
    const none = Array.from({ length: 4 }, () => -Infinity);
    await expectValues(everywhere(), () => tf.maxPool(image(), 1, 2, 1), [...none, 5, ...none], [1, 3, 3, 1]);
    const slopes = tf.tensor4d([1, 2, 3, 4, 7, 6, 7, 8, 9], [1, 3, 3, 1]);
    const gradient = (): tf.Tensor => tf.grad((x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, 1, 2, 1))(image(), slopes);
    await expectValues(everywhere(), gradient, [0, 0, 0, 0, 7, 0, 0, 0, 0]);
  });
});
