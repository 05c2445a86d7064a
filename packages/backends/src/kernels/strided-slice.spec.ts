import * as tf from '@tensorflow/tfjs';

import { everywhere, expectValues } from '../shared/agreement.fixture.js';

describe('StridedSlice', () => {
  it('drops an axis and steps along others', async () => {
    await expectValues(
      everywhere(),
      () => tf.stridedSlice(tf.reshape(tf.range(0, 24), [2, 3, 4]), [1, 0, 0], [2, 3, 4], [1, 2, 2], 0, 0, 0, 0, 1),
      [12, 14, 20, 22],
      [2, 2],
    );
  });

  it('steps back through whole numbers', async () => {
    await expectValues(
      everywhere(),
      () => tf.stridedSlice(tf.reshape(tf.range(0, 12, 1, 'int32'), [3, 4]), [2, 3], [0, 0], [-1, -2]),
      [11, 9, 7, 5],
      [2, 2],
    );
  });
});
