import * as tf from '@tensorflow/tfjs';
import * as fc from 'fast-check';

import { wasm } from '../components.js';
import { expectValues, expectAgreement, tensor } from '../shared/agreement.fixture.js';
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

  it('is that of a layer without a dilation rate, which hands over null', async () => {
    await wasm().start();
    const layer = tf.layers.depthwiseConv2d({
      kernelSize: 2,
      padding: 'same',
      depthwiseInitializer: 'ones',
      useBias: false,
    });
    const sums = tf.tidy(() => layer.apply(tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1])) as tf.Tensor);
    expect(Array.from(await sums.data())).toEqual([10, 6, 7, 4]);
    sums.dispose();
    layer.dispose();
  });

  it('keeps NaN', async () => {
    const compute = (): tf.Tensor =>
      tf.depthwiseConv2d(tf.tensor4d([NaN, 1, 2, 3], [1, 2, 2, 1]), tf.tensor4d([2], [1, 1, 1, 1]), 1, 'valid');
    await expectValues([wasm()], compute, [NaN, 2, 4, 6]);
  });
});
