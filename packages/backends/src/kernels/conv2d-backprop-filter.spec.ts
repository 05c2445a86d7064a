import * as tf from '@tensorflow/tfjs';
import * as fc from 'fast-check';

import { cpu, wasm } from '../components.js';
import { expectAgreementOfGradients, expectClose, normal, on, tensor } from '../shared/agreement.fixture.js';
import { convolutions } from './convolution.fixture.js';

const filterGradient = (x: tf.Tensor, dy: tf.Tensor, attributes: object): tf.Tensor =>
  tf.engine().runKernel(tf.Conv2DBackpropFilter, { x, dy }, { dataFormat: 'NHWC', ...attributes });

describe('Conv2DBackpropFilter on wasm', () => {
  it('agrees with cpu for random sizes, strides and paddings', async () => {
    await fc.assert(
      fc.asyncProperty(convolutions, ({ input, filter, strides, pad, seed }) =>
        expectAgreementOfGradients(
          (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, strides, pad),
          [input, filter],
          seed,
        ),
      ),
      { numRuns: 60 },
    );
  });

  it.each([
    { height: 8, width: 8, filter: [5, 5, 3, 6], strides: 1, pad: 'same' },
    { height: 9, width: 8, filter: [3, 3, 3, 8], strides: 2, pad: 'same' },
    { height: 9, width: 8, filter: [1, 1, 3, 8], strides: 2, pad: 'same' },
    { height: 9, width: 8, filter: [1, 1, 3, 8], strides: 1, pad: 'valid' },
    { height: 1, width: 12, filter: [1, 3, 3, 4], strides: 1, pad: 'same' },
    { height: 8, width: 8, filter: [8, 8, 3, 4], strides: 1, pad: 'valid' },
  ] as const)('agrees with cpu for a batch of 32: %j', async ({ height, width, filter, strides, pad }) => {
    await expectAgreementOfGradients(
      (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, strides, pad),
      [normal(1, [32, height, width, 3]), normal(2, filter)],
      3,
    );
  });

  it('knows dilations: the taps of a larger filter', async () => {
    const [x, dy] = [normal(1, [2, 9, 8, 2]), normal(2, [2, 3, 4, 3])];
    const attributes = { strides: [2, 1], pad: 'valid' };
    const [large] = await on(cpu(), () => {
      const gradient = filterGradient(tensor(x), tensor(dy), { ...attributes, filterShape: [5, 5, 2, 3] });
      return [tf.stridedSlice(gradient, [0, 0, 0, 0], [5, 5, 2, 3], [2, 4, 1, 1])];
    });
    const [dilated] = await on(wasm(), () => [
      filterGradient(tensor(x), tensor(dy), { ...attributes, dilations: [2, 4], filterShape: [3, 2, 2, 3] }),
    ]);
    expectClose(dilated!, large!, 1e-5);
  });

  it('refuses channels that come first', async () => {
    await wasm().start();
    const run = () =>
      filterGradient(tf.ones([1, 2, 4, 4]), tf.ones([1, 3, 4, 4]), {
        strides: 1,
        pad: 'same',
        filterShape: [3, 3, 2, 3],
        dataFormat: 'NCHW',
      });
    expect(run).toThrow(expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }));
    expect(run).toThrow("dataFormat must be 'NHWC' on the wasm backend");
  });
});
