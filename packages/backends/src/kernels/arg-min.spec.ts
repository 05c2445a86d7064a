import * as tf from '@tensorflow/tfjs';

import { wasm } from '../components.js';
import { everywhere, expectValues } from '../shared/agreement.fixture.js';

describe('ArgMin', () => {
  it('is empty along other axes of nothing', async () => {
    await expectValues([wasm()], () => tf.argMin(tf.zeros([2, 0, 2]), 0), [], [0, 2]);
  });

  it('takes the first of equals', async () => {
    await expectValues(everywhere(), () => tf.argMin(tf.tensor1d([3, 1, 1])), [1]);
  });
});
