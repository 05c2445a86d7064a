import * as tf from '@tensorflow/tfjs';

import { wasm } from '../components.js';
import { expectValues } from '../shared/agreement.fixture.js';

describe('Minimum', () => {
  it('keeps NaN of both sides', async () => {
    await expectValues([wasm()], () => tf.minimum(tf.tensor1d([NaN, 1, 2]), tf.tensor1d([1, NaN, 3])), [NaN, NaN, 2]);
  });
});
