import * as tf from '@tensorflow/tfjs';

import { everywhere, expectValues } from '../shared/agreement.fixture.js';

describe('GatherV2', () => {
  it('counts a negative axis from the last one', async () => {
    const x = (): tf.Tensor => tf.reshape(tf.range(0, 6), [2, 3]);
    await expectValues(everywhere(), () => tf.gather(x(), tf.tensor1d([2, 0], 'int32'), -1), [2, 0, 5, 3], [2, 2]);
  });
});
