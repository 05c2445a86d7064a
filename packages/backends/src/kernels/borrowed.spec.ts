import * as tf from '@tensorflow/tfjs';

import { wasm } from '../components.js';
import { expectValues } from '../shared/agreement.fixture.js';

describe('kernels that wasm has from cpu', () => {
  it('conv3dTranspose writes the filter', async () => {
    await expectValues(
      [wasm()],
      () =>
        tf.conv3dTranspose(
          tf.tensor5d([1], [1, 1, 1, 1, 1]),
          tf.tensor5d([0, 1, 2, 3, 4, 5, 6, 7], [2, 2, 2, 1, 1]),
          [1, 2, 2, 2, 1],
          2,
          'same',
        ),
      [0, 1, 2, 3, 4, 5, 6, 7],
    );
  });

  it('conv3d gives its gradient to the input', async () => {
    await expectValues(
      [wasm()],
      () =>
        tf.grad((x) => tf.conv3d(x as tf.Tensor5D, tf.tensor5d([3, 4], [1, 1, 1, 1, 2]), 2, 'same'))(
          tf.tensor5d([2], [1, 1, 1, 1, 1]),
        ),
      [7],
    );
  });

  it('conv3d gives its gradient to the filter', async () => {
    await expectValues(
      [wasm()],
      () =>
        tf.grad((w) => tf.conv3d(tf.tensor5d([2], [1, 1, 1, 1, 1]), w as tf.Tensor5D, 2, 'same'))(
          tf.tensor5d([3, 4], [1, 1, 1, 1, 2]),
        ),
      [2, 2],
    );
  });

  it('dilation2d takes the largest of negative sums', async () => {
    await expectValues(
      [wasm()],
      () => tf.dilation2d(tf.tensor4d([-3, -1], [1, 1, 2, 1]), tf.tensor3d([0, -4], [1, 2, 1]), 1, 'valid'),
      [-3],
    );
  });

  it('dilation2d gives its gradient to the largest of negative numbers', async () => {
    await expectValues(
      [wasm()],
      () =>
        tf.grad((x) => tf.dilation2d(x as tf.Tensor4D, tf.zeros([1, 2, 1]), 1, 'valid'))(
          tf.tensor4d([-3, -1], [1, 1, 2, 1]),
        ),
      [0, 1],
    );
  });

  it('dilation2d gives its gradient to the filter', async () => {
    await expectValues(
      [wasm()],
      () =>
        tf.grad((w) => tf.dilation2d(tf.tensor4d([-3, -1], [1, 1, 2, 1]), w as tf.Tensor3D, 1, 'valid'))(
          tf.tensor3d([0, -4], [1, 2, 1]),
        ),
      [1, 0],
    );
  });

  it('avgPool3d steps over numbers', async () => {
    await expectValues(
      [wasm()],
      () => tf.avgPool3d(tf.range(0, 27).reshape<tf.Tensor5D>([1, 3, 3, 3, 1]), 1, 2, 'valid'),
      [0, 2, 6, 8, 18, 20, 24, 26],
      [1, 2, 2, 2, 1],
    );
  });

  it('einsum is a product of matrices', async () => {
    await expectValues(
      [wasm()],
      () =>
        tf.einsum(
          'ij,jk->ik',
          tf.tensor2d([
            [1, 2],
            [3, 4],
          ]),
          tf.tensor2d([
            [1, 2],
            [3, 4],
          ]),
        ),
      [7, 10, 15, 22],
      [2, 2],
    );
  });

  it('floorDiv goes to the lower whole number', async () => {
    await expectValues([wasm()], () => tf.floorDiv(tf.tensor1d([5, -5]), tf.tensor1d([2, 2])), [2, -3]);
  });

  it('mod has the sign of the divisor', async () => {
    await expectValues([wasm()], () => tf.mod(tf.tensor1d([-5, 1e-8]), tf.tensor1d([3, -1])), [1, -1]);
  });
});
