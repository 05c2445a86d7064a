import * as tf from '@tensorflow/tfjs';

import { everywhere, expectValues } from '../shared/agreement.fixture.js';

describe('Log1p', () => {
  it('is exact near 0', async () => {
    await expectValues(everywhere(), () => tf.mul(tf.log1p(tf.tensor1d([1e-8, -1e-8])), 1e8), [1, -1]);
  });

  it('knows the ends of its range', async () => {
    await expectValues(everywhere(), () => tf.log1p(tf.tensor1d([-1, Infinity, -2, 1])), [
      -Infinity,
      Infinity,
      NaN,
      Math.LN2,
    ]);
  });
});
