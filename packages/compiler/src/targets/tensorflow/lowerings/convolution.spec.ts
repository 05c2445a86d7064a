import * as tf from '@tensorflow/tfjs';

import { eagerly, expectClose, normal } from '../../../graph/compute.fixture.js';
import { hasTensorflow, onTensorflow } from '../lowering.fixture.js';

/** Gradients of filters, many times, since what is written beside memory shows only when that is used. */
function gradients(x: tf.Tensor, dy: tf.Tensor, size: number, stride: number): tf.Tensor[] {
  return Array.from({ length: 60 }, (_, index) => {
    const images = tf.mul<tf.Tensor4D>(x, index + 1);
    const filter = tf.ones<tf.Rank.R4>([size, size, x.shape[3]!, dy.shape[3]!]);
    return tf.grad((f) => tf.sum(tf.mul(tf.conv2d(images, f as tf.Tensor4D, stride, 'valid'), dy)))(filter);
  });
}

describe('the gradient of a filter on TensorFlow', () => {
  (hasTensorflow ? it : it.skip).each([
    ['one place, strides of two, a row and a column left over', [1, 8, 12, 2], [1, 4, 6, 16], 1, 2],
    ['one place, strides of two, more of them', [1, 18, 18, 3], [1, 9, 9, 8], 1, 2],
    ['two places, strides of three, one left over', [1, 9, 9, 2], [1, 3, 3, 3], 2, 3],
  ])('leaves memory beside it alone: %s', async (_, x, dy, size, stride) => {
    const given = [normal(1, x), normal(2, dy)];
    const compute = (...[a, b]: tf.Tensor[]): tf.Tensor[] => gradients(a!, b!, size, stride);
    await tf.setBackend('cpu');
    const expected = await eagerly(compute, given);
    for (let run = 0; run < 3; run++)
      (await onTensorflow(compute, given)).forEach((values, at) => expectClose(values, expected[at]!, 1e-4));
  });
});
