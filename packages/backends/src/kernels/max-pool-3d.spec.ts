import * as tf from '@tensorflow/tfjs';

import { everywhere, expectValues } from '../shared/agreement.fixture.js';

describe('MaxPool3d', () => {
  it('takes the largest of negative numbers', async () => {
    await expectValues(
      everywhere(),
      () => tf.maxPool3d(tf.neg(tf.range(1, 9)).reshape<tf.Tensor5D>([1, 2, 2, 2, 1]), 2, 1, 'valid'),
      [-1],
    );
  });

  it('keeps NaN', async () => {
    await expectValues(
      everywhere(),
      () => tf.maxPool3d(tf.tensor5d([1, NaN, 3, 2], [1, 1, 2, 2, 1]), [1, 2, 2], 1, 'valid'),
      [NaN],
    );
  });
});
