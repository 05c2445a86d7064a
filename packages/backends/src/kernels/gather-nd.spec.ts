import * as tf from '@tensorflow/tfjs';

import { everywhere, expectValues } from '../shared/agreement.fixture.js';

const x = (): tf.Tensor => tf.reshape(tf.range(0, 6), [2, 3]);

describe('GatherNd', () => {
  it('takes numbers and rows', async () => {
    await expectValues(
      everywhere(),
      () =>
        tf.gatherND(
          x(),
          tf.tensor2d(
            [
              [1, 2],
              [0, 1],
            ],
            [2, 2],
            'int32',
          ),
        ),
      [5, 1],
    );
    await expectValues(everywhere(), () => tf.gatherND(x(), tf.tensor2d([[1]], [1, 1], 'int32')), [3, 4, 5], [1, 3]);
  });

  it.each([[[2, 0]], [[0, 3]], [[-1, 0]]])('refuses the place %j outside of the tensor', async (place) => {
    for (const backend of everywhere()) {
      await backend.start();
      const take = (): tf.Tensor => tf.gatherND(x(), tf.tensor2d([[0, 0], place], [2, 2], 'int32'));
      expect(() => tf.tidy(take)).toThrow(`indices must be places within the shape [2, 3], got [${place.join(', ')}].`);
    }
  });
});
