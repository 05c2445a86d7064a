import * as tf from '@tensorflow/tfjs';

import { everywhere, expectValues } from '../shared/agreement.fixture.js';

describe('ResizeBilinearGrad', () => {
  it('takes images that are not square', async () => {
    await expectValues(
      everywhere(),
      () => tf.grad((x) => tf.image.resizeBilinear(x as tf.Tensor4D, [3, 5]))(tf.ones([1, 2, 3, 1])),
      [1.866667, 2.133333, 2.666667, 2.333333, 2.666667, 3.333333],
      [1, 2, 3, 1],
    );
  });

  it('knows half-pixel centres, as with PyTorch', async () => {
    await expectValues(
      everywhere(),
      () => tf.grad((x) => tf.image.resizeBilinear(x as tf.Tensor4D, [3, 5], false, true))(tf.ones([1, 2, 3, 1])),
      [2.4, 2.7, 2.4, 2.4, 2.7, 2.4],
    );
  });

  it('aligns corners', async () => {
    await expectValues(
      everywhere(),
      () => tf.grad((x) => tf.image.resizeBilinear(x as tf.Tensor4D, [1, 3], true))(tf.ones([1, 1, 2, 1])),
      [1.5, 1.5],
    );
  });
});
