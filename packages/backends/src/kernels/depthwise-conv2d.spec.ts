import * as tf from '@tensorflow/tfjs';
import * as fc from 'fast-check';

import { expectAgreement, tensor } from '../shared/agreement.fixture.js';
import { convolutions } from './convolution.fixture.js';

describe('DepthwiseConv2dNative on wasm', () => {
  it('agrees with cpu for random sizes, strides and paddings', async () => {
    await fc.assert(
      fc.asyncProperty(convolutions, ({ input, filter, strides, pad }) =>
        expectAgreement(() => [
          tf.depthwiseConv2d(tensor(input) as tf.Tensor4D, tensor(filter) as tf.Tensor4D, strides, pad),
        ]),
      ),
      { numRuns: 60 },
    );
  });

  it('agrees with cpu for same padding and a stride beyond the filter', async () => {
    await expectAgreement(() => {
      const image = tf.range(1, 99).as4D(1, 7, 7, 2);
      const weights = tf.range(1, 17).as4D(2, 2, 2, 2);
      return [tf.depthwiseConv2d(image, weights, 3, 'same')];
    });
  });
});
