import * as tf from '@tensorflow/tfjs';

import { everywhere, expectValues } from '../shared/agreement.fixture.js';

describe('OneHot', () => {
  it.each(['float32', 'int32'] as const)('has the values that are given, as %s', async (dtype) => {
    await expectValues(
      everywhere(),
      () => tf.oneHot(tf.tensor1d([1, 0], 'int32'), 3, 2, -1, dtype),
      [-1, 2, -1, 2, -1, -1],
      [2, 3],
    );
  });

  it('is made of truth values', async () => {
    await expectValues(
      everywhere(),
      () => tf.cast(tf.oneHot(tf.tensor1d([2, 0], 'int32'), 3, 1, 0, 'bool'), 'float32'),
      [0, 0, 1, 1, 0, 0],
    );
  });

  it('is zeros for an index out of range', async () => {
    await expectValues(everywhere(), () => tf.oneHot(tf.tensor1d([3, -1], 'int32'), 3), [0, 0, 0, 0, 0, 0]);
  });
});
