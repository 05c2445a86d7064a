import * as tf from '@tensorflow/tfjs';

import { everywhere, expectValues } from '../shared/agreement.fixture.js';

describe('ScatterNd', () => {
  it('adds what goes to the same place', async () => {
    await expectValues(
      everywhere(),
      () => tf.scatterND(tf.tensor2d([[1], [2], [1]], [3, 1], 'int32'), tf.tensor1d([1, 2, 3]), [4]),
      [0, 4, 2, 0],
    );
  });

  it.each([3, -1])('refuses the place %d outside of the tensor', async (place) => {
    for (const backend of everywhere()) {
      await backend.start();
      const add = (): tf.Tensor => tf.scatterND(tf.tensor2d([[place]], [1, 1], 'int32'), tf.tensor1d([1]), [3]);
      expect(() => tf.tidy(add)).toThrow(`indices must be places within the shape [3], got [${place}].`);
    }
  });
});
