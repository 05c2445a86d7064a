import * as tf from '@tensorflow/tfjs';
import * as fc from 'fast-check';

import { wasm } from '../components.js';
import { expectValues, expectAgreement, normal, tensor } from '../shared/agreement.fixture.js';
import { convolutions } from './convolution.fixture.js';

describe('FusedDepthwiseConv2D on wasm', () => {
  it('agrees with cpu for random sizes, strides and paddings, with bias and activation', async () => {
    await fc.assert(
      fc.asyncProperty(
        convolutions,
        fc.constantFrom('linear', 'relu', 'relu6'),
        ({ input, filter, strides, pad, seed }, activation) =>
          expectAgreement(() => [
            tf.fused.depthwiseConv2d({
              x: tensor(input) as tf.Tensor4D,
              filter: tensor(filter) as tf.Tensor4D,
              bias: tensor(normal(seed, [filter.shape[2]! * filter.shape[3]!])),
              strides,
              pad: pad as 'same',
              activation,
            }),
          ]),
      ),
      { numRuns: 60 },
    );
  });

  it('agrees with cpu for same padding and a stride beyond the filter', async () => {
    await expectAgreement(() => {
      const x = tf.range(1, 99).as4D(1, 7, 7, 2);
      const filter = tf.range(1, 17).as4D(2, 2, 2, 2);
      return [tf.fused.depthwiseConv2d({ x, filter, strides: 3, pad: 'same' })];
    });
  });

  it('keeps NaN through an activation', async () => {
    await expectValues(
      [wasm()],
      () =>
        tf.fused.depthwiseConv2d({
          x: tf.tensor4d([NaN, 1, 2, 3], [1, 2, 2, 1]),
          filter: tf.tensor4d([2], [1, 1, 1, 1]),
          strides: 1,
          pad: 'valid',
          activation: 'relu',
        }),
      [NaN, 2, 4, 6],
    );
  });
});
