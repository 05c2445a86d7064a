import * as tf from '@tensorflow/tfjs';

import { everywhere, expectValues } from '../shared/agreement.fixture.js';

describe('Cumsum', () => {
  it('counts a negative axis from the end', async () => {
    await expectValues(
      everywhere(),
      () =>
        tf.cumsum(
          tf.tensor2d([
            [1, 2],
            [3, 4],
          ]),
          -2,
        ),
      [1, 2, 4, 6],
      [2, 2],
    );
  });

  it('goes along an inner axis of whole numbers', async () => {
    await expectValues(
      everywhere(),
      () =>
        tf.cumsum(
          tf.tensor3d(
            [
              [[1], [2]],
              [[3], [4]],
            ],
            [2, 2, 1],
            'int32',
          ),
          1,
        ),
      [1, 3, 3, 7],
      [2, 2, 1],
    );
  });

  it('leaves the number itself out, from the end', async () => {
    await expectValues(everywhere(), () => tf.cumsum(tf.tensor1d([1, 2, 3]), -1, true, true), [5, 3, 0], [3]);
  });

  it('of nothing is nothing', async () => {
    await expectValues(everywhere(), () => tf.cumsum(tf.zeros([0, 5, 0]), -2), [], [0, 5, 0]);
  });
});
