import * as tf from '@tensorflow/tfjs';

import { everywhere, expectValues } from '../shared/agreement.fixture.js';

describe('TensorScatterUpdate', () => {
  it('leaves the tensor as it was', async () => {
    await expectValues(
      everywhere(),
      () =>
        tf.tidy(() => {
          const x = tf.tensor1d([1, 2, 3]);
          const changed = tf.tensorScatterUpdate(x, tf.tensor2d([[1]], [1, 1], 'int32'), tf.tensor1d([9]));
          return tf.concat([x, changed]);
        }),
      [1, 2, 3, 1, 9, 3],
    );
  });

  it('replaces rows', async () => {
    await expectValues(
      everywhere(),
      () =>
        tf.tensorScatterUpdate(
          tf.zeros([3, 2]),
          tf.tensor2d([[2], [0]], [2, 1], 'int32'),
          tf.tensor2d([
            [1, 2],
            [3, 4],
          ]),
        ),
      [3, 4, 0, 0, 1, 2],
      [3, 2],
    );
  });

  it('refuses a place outside of the tensor', async () => {
    for (const backend of everywhere()) {
      await backend.start();
      const update = (): tf.Tensor =>
        tf.tensorScatterUpdate(tf.zeros([3, 2]), tf.tensor2d([[0, 2]], [1, 2], 'int32'), tf.tensor1d([1]));
      expect(() => tf.tidy(update)).toThrow('indices must be places within the shape [3, 2], got [0, 2].');
    }
  });
});
