import { batchNorm } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { normal, type Compute } from '../../../graph/compute.fixture.js';
import { blockedNodes, describeBlocked, expectSameGradientsInBlocks, expectSameInBlocks } from './blocked.fixture.js';
import { BLOCKED } from './blocks.js';

const SHAPE = [2, 5, 6, 32];
const [images, channel] = [normal(1, SHAPE), normal(3, [32])];
// Small, so that what comes out is as large as what enters.
const kernel = {
  shape: [3, 3, 32, 32],
  data: Float32Array.from(normal(2, [3, 3, 32, 32]).data, (value) => value / 16),
};

function convolve(x: tf.Tensor, filter: tf.Tensor, stride = 1): tf.Tensor4D {
  return tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, stride, 'same');
}

describeBlocked('images in blocks', () => {
  it.each<[string, (convolved: tf.Tensor, each: tf.Tensor) => tf.Tensor]>([
    ['a function of each place', (y) => tf.tanh(tf.relu(tf.neg(y)))],
    ['a number', (y) => tf.mul(tf.add(y, 1), 3)],
    ['another tensor of that shape', (y) => tf.mul(y, tf.sub(y, tf.sigmoid(y)))],
    ['a factor for each channel', (y, each) => tf.mul(y, each)],
    ['a divisor for each channel', (y, each) => tf.div(y, tf.add(tf.square(each), 1))],
    ['a summand for each channel', (y, each) => tf.relu(tf.add(each, y))],
    ['what is taken from each channel', (y, each) => tf.sub(y, each)],
    ['what each channel is taken from', (y, each) => tf.sub(each, y)],
    ['a power for each channel', (y, each) => tf.pow(tf.add(tf.abs(y), 1), each)],
    ['a number for each image', (y) => tf.mul(y, tf.reshape(tf.range(0, 2), [2, 1, 1, 1]))],
    ['a number for each row', (y) => tf.mul(y, tf.reshape(tf.range(0, 5), [5, 1, 1]))],
    ['means over places', (y) => tf.sub(y, tf.mean(y, [1, 2], true))],
    ['sums over images and places', (y) => tf.sub(y, tf.sum(y, [0, 1, 2]))],
    ['sums over channels', (y) => tf.sub(y, tf.sum(y, 3, true))],
    ['the largest of each image', (y) => tf.sub(y, tf.max(y, [1, 2], true))],
    ['average pooling', (y) => tf.avgPool(y as tf.Tensor4D, 3, 2, 'same')],
    ['max pooling', (y) => tf.maxPool(y as tf.Tensor4D, 2, 2, 'same')],
    ['resizing to a multiple', (y) => tf.image.resizeNearestNeighbor(y as tf.Tensor4D, [10, 18])],
    ['resizing to less', (y) => tf.image.resizeNearestNeighbor(y as tf.Tensor4D, [3, 4])],
    ['another shape', (y) => tf.reshape(y, [2, 960])],
  ])('give the numbers of images without, for %s', async (_, compute) => {
    const between: Compute = (x, filter, each) => {
      const y = convolve(x, filter);
      const made = compute(y, each);
      return made.shape.length === 4 ? [made, convolve(made, filter)] : made;
    };
    await expectSameInBlocks(between, [images, kernel, channel], 1e-4);
  });

  it('give the values and gradients of a residual network, whose images never leave them', async () => {
    const block = (...[x, first, second, gamma, beta]: tf.Tensor[]): tf.Tensor => {
      const inner = tf.relu(batchNorm(convolve(x!, first!), { gamma: gamma!, beta: beta! }).output);
      return tf.relu(tf.add(batchNorm(convolve(inner, second!), { gamma: gamma!, beta: beta! }).output, x!));
    };
    const inputs = [
      normal(1, [16, 5, 6, 16]),
      normal(2, [3, 3, 16, 16]),
      normal(3, [3, 3, 16, 16]),
      normal(4, [16]),
      normal(5, [16]),
    ];
    await expectSameGradientsInBlocks(block, inputs, 1e-3);
    const nodes = blockedNodes((...all) => block(...all), inputs);
    // The images and both filters enter, the result leaves.
    expect(nodes.filter(({ op }) => op.startsWith('Reorder'))).toHaveLength(4);
  });

  it.each<[string, (y: tf.Tensor4D) => tf.Tensor]>([
    ['average pooling', (y) => tf.avgPool(y, 2, 2, 'valid')],
    ['resizing', (y) => tf.image.resizeNearestNeighbor(y, [8, 12])],
  ])('give the gradients of %s', async (_, compute) => {
    const between = (x: tf.Tensor, filter: tf.Tensor): tf.Tensor => convolve(compute(convolve(x, filter)), filter);
    await expectSameGradientsInBlocks(between, [normal(1, [2, 4, 6, 32]), kernel], 1e-4);
  });

  it('are normalised by given statistics', async () => {
    const compute: Compute = (x, filter, mean) =>
      tf.batchNorm(
        convolve(x, filter),
        mean as tf.Tensor1D,
        tf.add<tf.Tensor1D>(tf.square(mean), 1),
        mean as tf.Tensor1D,
      );
    await expectSameInBlocks(compute, [images, kernel, channel], 1e-4);
  });

  it('have sums and ReLU computed with the convolution before them', async () => {
    const compute: Compute = (x, filter) => tf.relu(tf.add(convolve(tf.relu(convolve(x, filter)), filter), x));
    await expectSameInBlocks(compute, [images, kernel], 1e-4);
    const nodes = blockedNodes(compute, [images, kernel]);
    expect(nodes.map(({ op }) => op)).not.toContain('Relu');
    expect(nodes.map(({ op }) => op)).not.toContain('Add');
  });

  it('keep what is needed without ReLU as well', async () => {
    const compute: Compute = (x, filter) => {
      const y = convolve(x, filter);
      return [tf.relu(y), y];
    };
    await expectSameInBlocks(compute, [images, kernel], 1e-4);
  });

  it('leave with channels last at once', async () => {
    const nodes = blockedNodes((x, filter) => convolve(x, filter), [images, kernel]);
    expect(nodes.at(-1)).toMatchObject({ op: 'ReorderOutput', attributes: { channels_last: 1 } });
  });

  it('are not used for a graph without convolutions', async () => {
    const nodes = blockedNodes((x) => tf.maxPool(tf.relu(x) as tf.Tensor4D, 2, 2, 'valid'), [images]);
    expect(nodes.map(({ domain }) => domain)).not.toContain(BLOCKED);
  });
});
