import * as tf from '@tensorflow/tfjs';

import { everywhere, expectValues } from '../shared/agreement.fixture.js';

describe('Cumprod', () => {
  it('counts a negative axis from the end', async () => {
    await expectValues(
      everywhere(),
      () =>
        tf.cumprod(
          tf.tensor2d([
            [1, 2],
            [3, 4],
          ]),
          -2,
        ),
      [1, 2, 3, 8],
      [2, 2],
    );
  });

  it('leaves the number itself out, from the end', async () => {
    await expectValues(everywhere(), () => tf.cumprod(tf.tensor1d([2, 3, 4]), -1, true, true), [12, 4, 1], [3]);
  });

  it('of nothing is nothing', async () => {
    await expectValues(everywhere(), () => tf.cumprod(tf.zeros([0, 2]), -2), [], [0, 2]);
  });
});
