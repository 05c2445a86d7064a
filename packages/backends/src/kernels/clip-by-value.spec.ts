import * as tf from '@tensorflow/tfjs';

import { wasm } from '../components.js';
import { expectValues } from '../shared/agreement.fixture.js';

describe('ClipByValue', () => {
  it('keeps NaN', async () => {
    await expectValues([wasm()], () => tf.clipByValue(tf.tensor1d([NaN, -3, 0.5, 9]), 0, 1), [NaN, 0, 0.5, 1]);
  });

  it('bounds whole numbers on both sides', async () => {
    await expectValues([wasm()], () => tf.clipByValue(tf.tensor1d([5, -3, 9], 'int32'), 0, 6), [5, 0, 6]);
  });
});
