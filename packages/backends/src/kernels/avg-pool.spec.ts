import * as tf from '@tensorflow/tfjs';

import { cpu, wasm } from '../components.js';
import { expectValues } from '../shared/agreement.fixture.js';

describe('AvgPool', () => {
  it('keeps NaN', async () => {
    await expectValues([wasm()], () => tf.avgPool(tf.tensor4d([NaN, 1, 2, 4], [1, 1, 4, 1]), [1, 2], [1, 2], 'valid'), [
      NaN,
      3,
    ]);
  });

  it('is NaN for infinite numbers of both signs', async () => {
    await expectValues(
      [wasm()],
      () => tf.avgPool(tf.tensor4d([Infinity, -Infinity], [1, 1, 2, 1]), [1, 2], 1, 'valid'),
      [NaN],
    );
  });

  it('divides by the numbers in a window, with a padding in numbers', async () => {
    await expectValues(
      [cpu(), wasm()],
      () => tf.avgPool(tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]), 2, 1, 1),
      [1, 1.5, 2, 2, 2.5, 3, 3, 3.5, 4],
      [1, 3, 3, 1],
    );
  });
});
