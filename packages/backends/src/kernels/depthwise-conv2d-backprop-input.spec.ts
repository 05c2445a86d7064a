import * as tf from '@tensorflow/tfjs';
import * as fc from 'fast-check';

import { cpu, wasm } from '../components.js';
import { expectAgreement, expectClose, normal, on, tensor } from '../shared/agreement.fixture.js';
import { convolutions } from './convolution.fixture.js';

describe('DepthwiseConv2dNativeBackpropInput on wasm', () => {
  it('agrees with cpu for random sizes, strides, paddings and multipliers', async () => {
    await fc.assert(
      fc.asyncProperty(convolutions, ({ input, filter, strides, pad, seed }) =>
        expectAgreement(() => {
          const w = tensor(filter) as tf.Tensor4D;
          const convolve = (x: tf.Tensor): tf.Tensor => tf.depthwiseConv2d(x as tf.Tensor4D, w, strides, pad);
          const output = convolve(tensor(input));
          return [tf.grad(convolve)(tensor(input), tensor(normal(seed, output.shape)))];
        }),
      ),
      { numRuns: 60 },
    );
  });

  it('knows dilations: a larger filter with zeros between its taps', async () => {
    const [dy, filter] = [normal(1, [2, 3, 4, 6]), normal(2, [3, 2, 2, 3])];
    const gradient = (w: tf.Tensor, dilations: number | number[]): tf.Tensor =>
      tf
        .engine()
        .runKernel(
          tf.DepthwiseConv2dNativeBackpropInput,
          { dy: tensor(dy), filter: w },
          { strides: [2, 1], pad: 'valid', inputShape: [2, 9, 8, 2], dilations },
        );
    const [large] = await on(cpu(), () => {
      const taps = tensor(filter).reshape([3, 1, 2, 1, 6]);
      const spread = tf
        .pad(taps, [
          [0, 0],
          [0, 1],
          [0, 0],
          [0, 3],
          [0, 0],
        ])
        .reshape([6, 8, 2, 3]);
      return [gradient(tf.slice(spread, [0, 0, 0, 0], [5, 5, 2, 3]), 1)];
    });
    const [dilated] = await on(wasm(), () => [gradient(tensor(filter), [2, 4])]);
    expectClose(dilated!, large!, 1e-5);
  });
});
