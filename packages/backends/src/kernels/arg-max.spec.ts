import * as tf from '@tensorflow/tfjs';

import { wasm } from '../components.js';
import { everywhere, expectValues } from '../shared/agreement.fixture.js';

describe('ArgMax', () => {
  it('is empty along other axes of nothing', async () => {
    await expectValues([wasm()], () => tf.argMax(tf.zeros([2, 0, 2]), 0), [], [0, 2]);
  });

  it('takes the first of equals', async () => {
    await expectValues(everywhere(), () => tf.argMax(tf.tensor1d([1, 3, 3])), [1]);
  });
});
