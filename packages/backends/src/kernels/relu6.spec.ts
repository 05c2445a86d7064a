import * as tf from '@tensorflow/tfjs';

import { wasm } from '../components.js';
import { expectValues } from '../shared/agreement.fixture.js';

describe('Relu6', () => {
  it('keeps NaN', async () => {
    await expectValues([wasm()], () => tf.relu6(tf.tensor1d([NaN, -1, 2, 7])), [NaN, 0, 2, 6]);
  });
});
