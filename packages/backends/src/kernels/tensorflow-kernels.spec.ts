import * as tf from '@tensorflow/tfjs';

import { everywhere, expectValues } from '../shared/agreement.fixture.js';

describe('GatherV2', () => {
  it('counts a negative axis from the last one', async () => {
    const x = (): tf.Tensor => tf.reshape(tf.range(0, 6), [2, 3]);
    await expectValues(everywhere(), () => tf.gather(x(), tf.tensor1d([2, 0], 'int32'), -1), [2, 0, 5, 3], [2, 2]);
  });
});

describe('Conv2DBackpropFilter', () => {
  it('leaves memory alone where places are left over behind a filter of one place', async () => {
    // What was written beside memory shows only when that is used, so many times.
    const compute = (): tf.Tensor => {
      const x = tf.reshape<tf.Rank.R4>(tf.range(0, 192), [1, 8, 12, 2]);
      const gradient = tf.grad((f) => tf.sum(tf.conv2d(x, f as tf.Tensor4D, 2, 'valid')));
      return tf.addN(Array.from({ length: 100 }, () => gradient(tf.ones([1, 1, 2, 16]))));
    };
    const sums = [1968, 1992].map((sum) => 100 * sum);
    const expected = sums.flatMap((sum) => Array<number>(16).fill(sum));
    for (let run = 0; run < 3; run++) await expectValues(everywhere(), compute, expected, [1, 1, 2, 16]);
  });
});
