import * as tf from '@tensorflow/tfjs';

import { cpu, wasm } from '../components.js';
import { expectValues } from '../shared/agreement.fixture.js';

describe('MaxPool', () => {
  it('keeps NaN', async () => {
    await expectValues(
      [cpu(), wasm()],
      () => tf.maxPool(tf.tensor4d([NaN, 1, 2, 4, 5, NaN], [1, 1, 6, 1]), [1, 2], [1, 2], 'valid'),
      [NaN, 4, NaN],
    );
  });

  it('leaves a padding in numbers out', async () => {
    await expectValues(
      [cpu(), wasm()],
      () => tf.maxPool(tf.tensor4d([-1, -2, -3, -4], [1, 2, 2, 1]), 2, 1, 1),
      [-1, -1, -2, -1, -1, -2, -3, -3, -4],
      [1, 3, 3, 1],
    );
  });
});
