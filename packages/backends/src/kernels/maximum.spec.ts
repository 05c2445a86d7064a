import * as tf from '@tensorflow/tfjs';

import { wasm } from '../components.js';
import { expectValues } from '../shared/agreement.fixture.js';

describe('Maximum', () => {
  it('keeps NaN of both sides', async () => {
    await expectValues([wasm()], () => tf.maximum(tf.tensor1d([NaN, 1, 2]), tf.tensor1d([1, NaN, 3])), [NaN, NaN, 3]);
  });

  it('keeps NaN that is spread', async () => {
    await expectValues(
      [wasm()],
      () => tf.maximum(tf.tensor2d([[1], [2]]), tf.tensor1d([NaN, 1])),
      [NaN, 1, NaN, 2],
      [2, 2],
    );
  });
});
