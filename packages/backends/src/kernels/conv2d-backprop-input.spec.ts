import * as tf from '@tensorflow/tfjs';
import * as fc from 'fast-check';

import { cpu, wasm } from '../components.js';
import { expectAgreementOfGradients, expectClose, normal, on, tensor } from '../shared/agreement.fixture.js';
import { convolutions } from './convolution.fixture.js';

const inputGradient = (dy: tf.Tensor, filter: tf.Tensor, attributes: object): tf.Tensor =>
  tf.engine().runKernel(tf.Conv2DBackpropInput, { dy, filter }, { dataFormat: 'NHWC', pad: 'valid', ...attributes });

describe('Conv2DBackpropInput on wasm', () => {
  it('agrees with cpu as transposed convolution, forward and backward', async () => {
    await fc.assert(
      fc.asyncProperty(convolutions, fc.constantFrom('same', 'valid'), ({ input, filter, strides, seed }, pad) => {
        const [batch, height, width, channels] = input.shape as [number, number, number, number];
        const [rows, columns, inner, outer] = filter.shape as [number, number, number, number];
        const size = (length: number, stride: number, window: number): number =>
          pad === 'same' ? length * stride : (length - 1) * stride + window;
        const outputShape = [batch, size(height, strides[0], rows), size(width, strides[1], columns), outer];
        expect(channels).toBe(inner);
        return expectAgreementOfGradients(
          (x, w) =>
            tf.conv2dTranspose(
              x as tf.Tensor4D,
              w as tf.Tensor4D,
              outputShape as [number, number, number, number],
              strides,
              pad,
            ),
          [input, { shape: [rows, columns, outer, inner], data: filter.data }],
          seed,
        );
      }),
      { numRuns: 40 },
    );
  });

  it('agrees with cpu where the images take more than one round', async () => {
    const shapes = { x: [5, 40, 40, 3], filter: [5, 5, 3, 8] };
    await expectAgreementOfGradients(
      (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'same'),
      [normal(1, shapes.x), normal(2, shapes.filter)],
      3,
    );
  });

  it.each([
    [1, [2, 5, 4]],
    [2, [2, 3, 2]],
  ])('knows dilations: a larger filter with zeros between its taps (stride %i)', async (strides, [batch, ...size]) => {
    const [dy, filter] = [normal(1, [batch!, ...size, 3]), normal(2, [3, 2, 2, 3])];
    const attributes = { strides, inputShape: [batch, 9, 8, 2] };
    const [large] = await on(cpu(), () => {
      // [3, 2, …] → [3, 2, 2, 4, …] → [5, 5, …]
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
      return [inputGradient(tensor(dy), tf.slice(spread, [0, 0, 0, 0], [5, 5, 2, 3]), attributes)];
    });
    const [dilated] = await on(wasm(), () => [
      inputGradient(tensor(dy), tensor(filter), { ...attributes, dilations: [2, 4] }),
    ]);
    expectClose(dilated!, large!, 1e-5);
  });

  it('refuses channels that come first', async () => {
    await wasm().start();
    const run = () =>
      inputGradient(tf.ones([1, 3, 4, 4]), tf.ones([1, 1, 2, 3]), {
        strides: 1,
        inputShape: [1, 2, 4, 4],
        dataFormat: 'NCHW',
      });
    expect(run).toThrow(expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }));
  });
});
