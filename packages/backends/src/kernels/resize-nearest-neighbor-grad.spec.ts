import * as tf from '@tensorflow/tfjs';

import { everywhere, expectValues } from '../shared/agreement.fixture.js';

describe('ResizeNearestNeighborGrad', () => {
  it('keeps the images of a batch apart', async () => {
    await expectValues(
      everywhere(),
      () =>
        tf.grad((x) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [1, 2]))(
          tf.zeros([2, 1, 1, 1]),
          tf.tensor4d([1, 2, 3, 4], [2, 1, 2, 1]),
        ),
      [3, 7],
    );
  });

  it('knows half-pixel centres', async () => {
    await expectValues(
      everywhere(),
      () =>
        tf.grad((x) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [3, 5], false, true))(tf.ones([1, 2, 3, 1])),
      [2, 1, 2, 4, 2, 4],
    );
  });

  it('aligns corners of single pixels', async () => {
    await expectValues(
      everywhere(),
      () => tf.grad((x) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [2, 2], true))(tf.ones([1, 1, 1, 1])),
      [4],
    );
  });
});
