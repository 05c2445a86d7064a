import * as tf from '@tensorflow/tfjs';

import { everywhere, expectValues } from '../shared/agreement.fixture.js';

describe('MaxPool3dGrad', () => {
  it('goes to the largest number of windows that overlap the edge', async () => {
    await expectValues(
      everywhere(),
      () =>
        tf.grad((x) => tf.maxPool3d(x as tf.Tensor5D, [2, 3, 1], 1, 'same'))(
          tf.reshape(tf.range(1, 13), [1, 2, 3, 2, 1]),
        ),
      [0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 4, 4],
    );
  });

  it('goes to the largest of negative numbers', async () => {
    await expectValues(
      everywhere(),
      () =>
        tf.grad((x) => tf.maxPool3d(x as tf.Tensor5D, [1, 1, 2], 1, 'valid'))(
          tf.tensor5d([-3, -1, -2], [1, 1, 1, 3, 1]),
        ),
      [0, 2, 0],
    );
  });
});
