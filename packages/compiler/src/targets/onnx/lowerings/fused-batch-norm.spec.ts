import * as tf from '@tensorflow/tfjs';

import { normal, type Values } from '../../../graph/compute.fixture.js';
import { expectSame, expectSameGradients } from '../lowering.fixture.js';

const positive = (seed: number, shape: readonly number[]): Values => {
  const { data } = normal(seed, shape);
  return { shape, data: Float32Array.from(data, (value) => 0.5 + value * value) };
};
const [x, filter] = [normal(1, [2, 4, 5, 3]), normal(2, [2, 2, 3, 3])];

describe('batch normalisation by given statistics on ONNX Runtime', () => {
  it.each<[string, number[]]>([
    ['each channel', [3]],
    ['each place', [2, 4, 5, 3]],
  ])('has the values of TensorFlow.js for %s', async (_, shape) => {
    const all = [x, normal(3, shape), positive(4, shape), normal(5, shape), normal(6, shape)];
    const normalise = (
      images: tf.Tensor,
      mean: tf.Tensor,
      variance: tf.Tensor,
      offset?: tf.Tensor,
      scale?: tf.Tensor,
    ): tf.Tensor => tf.batchNorm(images, mean, variance, offset, scale, 0.01);
    await expectSame((...given) => normalise(...(given as [tf.Tensor, tf.Tensor, tf.Tensor])), all);
    await expectSame((...given) => normalise(...(given as [tf.Tensor, tf.Tensor, tf.Tensor])), all.slice(0, 3));
    await expectSame((...given) => normalise(...(given as [tf.Tensor, tf.Tensor, tf.Tensor])), all.slice(0, 4));
  });

  it('has them after a convolution, where channels come first', async () => {
    const all = [x, filter, normal(3, [3]), positive(4, [3]), normal(5, [3]), normal(6, [3])];
    await expectSame((images, weights, mean, variance, offset, scale) => {
      const convolved = tf.conv2d(images as tf.Tensor4D, weights as tf.Tensor4D, 1, 'same');
      return tf.batchNorm(
        convolved,
        mean as tf.Tensor1D,
        variance as tf.Tensor1D,
        offset as tf.Tensor1D,
        scale as tf.Tensor1D,
      );
    }, all);
    await expectSame(
      (images, weights, mean, variance) => {
        const convolved = tf.conv2d(images as tf.Tensor4D, weights as tf.Tensor4D, 1, 'same');
        return tf.batchNorm(convolved, mean as tf.Tensor1D, variance as tf.Tensor1D);
      },
      all.slice(0, 4),
    );
  });

  it('has the values of TensorFlow.js for matrices', async () => {
    await expectSame(
      (matrix, mean, variance) => tf.batchNorm2d(matrix as tf.Tensor2D, mean as tf.Tensor1D, variance as tf.Tensor1D),
      [normal(7, [6, 3]), normal(8, [3]), positive(9, [3])],
    );
  });

  it('has the gradients of TensorFlow.js', async () => {
    // Without an offset and a scale TensorFlow.js itself finds none.
    const compute = (...[images, mean, variance, offset, scale]: tf.Tensor[]): tf.Tensor =>
      tf.batchNorm(images!, mean as tf.Tensor1D, variance as tf.Tensor1D, offset, scale);
    await expectSameGradients(compute, [x, normal(3, [3]), positive(4, [3]), normal(5, [3]), normal(6, [3])], 1e-4);
  });
});
