import * as tf from '@tensorflow/tfjs';
import * as fc from 'fast-check';

import { cpu, wasm } from '../components.js';
import { expectAgreement, expectClose, normal, on, tensor } from '../shared/agreement.fixture.js';
import { convolutions } from './convolution.fixture.js';

describe('DepthwiseConv2dNativeBackpropFilter on wasm', () => {
  it('agrees with cpu for random sizes, strides, paddings and multipliers', async () => {
    await fc.assert(
      fc.asyncProperty(convolutions, ({ input, filter, strides, pad, seed }) =>
        expectAgreement(() => {
          const x = tensor(input) as tf.Tensor4D;
          const convolve = (w: tf.Tensor): tf.Tensor => tf.depthwiseConv2d(x, w as tf.Tensor4D, strides, pad);
          const output = convolve(tensor(filter));
          return [output, tf.grad(convolve)(tensor(filter), tensor(normal(seed, output.shape)))];
        }),
      ),
      { numRuns: 60 },
    );
  });

  it('knows dilations: the taps of a larger filter', async () => {
    const [x, dy] = [normal(1, [2, 9, 8, 2]), normal(2, [2, 3, 4, 6])];
    const gradient = (attributes: object): tf.Tensor =>
      tf
        .engine()
        .runKernel(
          tf.DepthwiseConv2dNativeBackpropFilter,
          { x: tensor(x), dy: tensor(dy) },
          { strides: [2, 1], pad: 'valid', dilations: 1, ...attributes },
        );
    const [large] = await on(cpu(), () => [
      tf.stridedSlice(gradient({ filterShape: [5, 5, 2, 3] }), [0, 0, 0, 0], [5, 5, 2, 3], [2, 4, 1, 1]),
    ]);
    const [dilated] = await on(wasm(), () => [gradient({ dilations: [2, 4], filterShape: [3, 2, 2, 3] })]);
    expectClose(dilated!, large!, 1e-5);
  });
});
