import * as tf from '@tensorflow/tfjs';

import { everywhere, expectAgreement, expectValues, normal, tensor } from '../shared/agreement.fixture.js';

describe('Conv3D', () => {
  it('reaches over the gaps of a dilated filter', async () => {
    const volume = (): tf.Tensor5D => tf.reshape(tf.range(0, 9), [1, 3, 1, 3, 1]);
    const filter = (): tf.Tensor5D => tf.tensor5d([1, 10, 100, 1000], [2, 1, 2, 1, 1]);
    // 0 + 10 · 2 + 100 · 6 + 1000 · 8
    await expectValues(everywhere(), () => tf.conv3d(volume(), filter(), 1, 'valid', 'NDHWC', [2, 1, 2]), [8620]);
  });

  it('agrees on several channels, with uneven dilations', async () => {
    const [x, w] = [normal(1, [2, 4, 5, 4, 2]), normal(2, [2, 2, 1, 2, 3])];
    const convolve = (dilations: number | [number, number, number]): tf.Tensor =>
      tf.conv3d(tensor(x) as tf.Tensor5D, tensor(w) as tf.Tensor5D, 1, 'same', 'NDHWC', dilations);
    await expectAgreement(() => [convolve(1), convolve(2), convolve([1, 3, 2])]);
  });
});
