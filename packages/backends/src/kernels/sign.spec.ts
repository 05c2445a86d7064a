import * as tf from '@tensorflow/tfjs';

import { everywhere, expectValues } from '../shared/agreement.fixture.js';

describe('Sign', () => {
  it('tells small numbers from 0', async () => {
    await expectValues(everywhere(), () => tf.sign(tf.tensor1d([1e-8, -1e-8, 0, NaN])), [1, -1, 0, 0]);
  });

  it('is a whole number of whole numbers', async () => {
    await expectValues(everywhere(), () => tf.sign(tf.tensor1d([3, -2, 0], 'int32')), [1, -1, 0]);
  });
});
