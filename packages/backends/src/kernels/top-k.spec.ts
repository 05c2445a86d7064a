import * as tf from '@tensorflow/tfjs';

import { everywhere, expectValues } from '../shared/agreement.fixture.js';

describe('TopK', () => {
  it('finds infinite numbers and the next ones', async () => {
    await expectValues(everywhere(), () => tf.topk(tf.tensor1d([-2, 1e-8, Infinity, 1, 0.5]), 2).values, [Infinity, 1]);
  });

  it('tells where they are, equal ones from the left', async () => {
    await expectValues(everywhere(), () => tf.topk(tf.tensor1d([Infinity, -0.5, 1, 1000, 1000]), 3).indices, [0, 3, 4]);
  });

  it('takes NaN for the largest, as PyTorch does', async () => {
    await expectValues(
      everywhere(),
      () =>
        tf.topk(
          tf.tensor2d([
            [1, NaN, 3],
            [4, 5, 6],
          ]),
          2,
        ).indices,
      [1, 2, 2, 1],
      [2, 2],
    );
  });
});
