import * as tf from '@tensorflow/tfjs';

import { everywhere, expectValues } from '../shared/agreement.fixture.js';

describe('Cast', () => {
  it('makes true of all but 0, of NaN too', async () => {
    await expectValues(
      everywhere(),
      () => tf.cast(tf.cast(tf.tensor1d([0.3, -1.2, 2, 256, 0, NaN]), 'bool'), 'int32'),
      [1, 1, 1, 1, 0, 1],
    );
  });
});
