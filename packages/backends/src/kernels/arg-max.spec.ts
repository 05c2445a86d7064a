import * as tf from '@tensorflow/tfjs';

import { cpu, wasm } from '../components.js';
import { expectValues } from '../shared/agreement.fixture.js';

describe('ArgMax', () => {
  it('is empty along other axes of nothing', async () => {
    await expectValues([wasm()], () => tf.argMax(tf.zeros([2, 0, 2]), 0), [], [0, 2]);
  });

  it('takes the first of equals', async () => {
    await expectValues([cpu(), wasm()], () => tf.argMax(tf.tensor1d([1, 3, 3])), [1]);
  });
});
