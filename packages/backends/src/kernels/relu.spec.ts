import * as tf from '@tensorflow/tfjs';

import { wasm } from '../components.js';
import { expectValues } from '../shared/agreement.fixture.js';

describe('Relu', () => {
  it('keeps NaN, of either sign', async () => {
    await expectValues(
      [wasm()],
      () => tf.relu(tf.concat([tf.tensor1d([NaN, -1, 2]), tf.sub(tf.tensor1d([Infinity]), Infinity)])),
      [NaN, 0, 2, NaN],
    );
  });
});
