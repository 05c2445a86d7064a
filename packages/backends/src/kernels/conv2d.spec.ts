import * as tf from '@tensorflow/tfjs';
import * as fc from 'fast-check';

import { wasm } from '../components.js';
import { everywhere, expectAgreement, expectValues, tensor } from '../shared/agreement.fixture.js';
import { convolutions } from './convolution.fixture.js';

describe('Conv2D on wasm', () => {
  it('agrees with cpu for random sizes, strides and paddings', async () => {
    await fc.assert(
      fc.asyncProperty(convolutions, ({ input, filter, strides, pad }) =>
        expectAgreement(() => [tf.conv2d(tensor(input) as tf.Tensor4D, tensor(filter) as tf.Tensor4D, strides, pad)]),
      ),
      { numRuns: 60 },
    );
  });

  it.each([
    [
      [1, 2],
      [2, 1],
      [2, 2],
    ],
    [
      [2, 2],
      [3, 3],
      [7, 7],
    ],
    [
      [3, 3],
      [5, 5],
      [8, 9],
    ],
  ] as const)('agrees with cpu for same padding, filter %j, strides %j, image %j', async (filter, strides, size) => {
    await expectAgreement(() => {
      const image = tf.range(1, 1 + size[0] * size[1] * 2).as4D(1, size[0], size[1], 2);
      const weights = tf.range(1, 1 + filter[0] * filter[1] * 4).as4D(filter[0], filter[1], 2, 2);
      return [tf.conv2d(image, weights, [...strides], 'same')];
    });
  });

  it('keeps NaN', async () => {
    const compute = (): tf.Tensor =>
      tf.conv2d(tf.tensor4d([NaN, 1, 2, 3], [1, 2, 2, 1]), tf.tensor4d([2], [1, 1, 1, 1]), 1, 'valid');
    await expectValues([wasm()], compute, [NaN, 2, 4, 6]);
  });

  it('reads zeros in a padding in numbers that is as large as the filter', async () => {
    const compute = (): tf.Tensor => tf.conv2d(tf.tensor4d([5], [1, 1, 1, 1]), tf.tensor4d([2], [1, 1, 1, 1]), 1, 1);
    await expectValues(everywhere(), compute, [0, 0, 0, 0, 10, 0, 0, 0, 0], [1, 3, 3, 1]);
  });

  it('reads zeros in a padding in numbers around a filter that is not square', async () => {
    const compute = (): tf.Tensor => tf.conv2d(tf.tensor4d([5], [1, 1, 1, 1]), tf.tensor4d([2, 3], [1, 2, 1, 1]), 1, 1);
    await expectValues(everywhere(), compute, [0, 0, 0, 15, 10, 0, 0, 0, 0], [1, 3, 3, 1]);
  });
});
