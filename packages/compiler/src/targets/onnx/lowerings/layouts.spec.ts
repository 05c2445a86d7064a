import * as tf from '@tensorflow/tfjs';

import { normal } from '../../../graph/compute.fixture.js';
import { compiled, expectSame } from '../lowering.fixture.js';

const image = normal(1, [2, 4, 5, 3]);
const filter = normal(2, [2, 2, 3, 6]);

/** A function of what a convolution makes, whose channels lie first in memory. */
const after = (compute: (x: tf.Tensor4D) => tf.Tensor | tf.Tensor[]) => (x: tf.Tensor, w: tf.Tensor) =>
  compute(tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'));
/** The same behind which another convolution comes. */
const between = (compute: (x: tf.Tensor4D) => tf.Tensor) => (x: tf.Tensor, w: tf.Tensor) => {
  const y = compute(tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'));
  return tf.conv2d(y as tf.Tensor4D, tf.ones([1, 1, y.shape[3]!, 2]), 1, 'same');
};

const channels = (): tf.Tensor => tf.tensor1d([1, 2, 3, 4, 5, 6]);

type OfImage = (x: tf.Tensor4D) => tf.Tensor;

describe('What lies with its channels first', () => {
  it.each<[string, OfImage]>([
    ['batch-wise sum', (x) => tf.sum(x, 0)],
    ['sum over places', (x) => tf.sum(x, [1, 2])],
    ['sum over all but channels', (x) => tf.sum(x, [0, 1, 2])],
    ['mean over channels', (x) => tf.mean(x, 3)],
    ['mean over height', (x) => tf.mean(x, 1)],
    ['maximum over width', (x) => tf.max(x, 2)],
    ['product with its axes kept', (x) => tf.prod(x, [0, 2], true)],
    ['largest over channels', (x) => tf.argMax(x, 3)],
    ['largest over the batch', (x) => tf.argMax(x, 0)],
    ['smallest over places', (x) => tf.argMin(x, 1)],
    ['softmax', (x) => tf.softmax(x)],
    ['running sum along width', (x) => tf.cumsum(x, 2, true)],
    ['running product along channels', (x) => tf.cumprod(x, 3, false, true)],
    ['top values of channels', (x) => tf.topk(x, 2).values],
    ['indices of top values', (x) => tf.topk(x, 2).indices],
    ['concat along channels', (x) => tf.concat([x, tf.relu(x)], 3)],
    ['concat of the batch', (x) => tf.concat([x, x], 0)],
    ['stack', (x) => tf.stack([x, x], 1)],
    ['unstack', (x) => tf.add(...(tf.unstack(x, 0) as [tf.Tensor, tf.Tensor]))],
    ['split channels', (x) => tf.sub(...(tf.split(x, 2, 3) as [tf.Tensor, tf.Tensor]))],
    ['slice', (x) => tf.slice(x, [0, 1, 0, 2], [2, 2, 5, 3])],
    ['every second place', (x) => tf.stridedSlice(x, [0, 0, 1, 0], [2, 4, 5, 6], [1, 2, 2, 1])],
    ['one place', (x) => tf.stridedSlice(x, [0, 1, 1, 0], [2, 2, 5, 6], [1, 1, 1, 1], 0, 0, 0, 0, 2)],
    [
      'zeros around',
      (x) =>
        tf.pad(x, [
          [0, 0],
          [1, 2],
          [0, 1],
          [0, 0],
        ]),
    ],
    [
      'mirror around',
      (x) =>
        tf.mirrorPad(
          x,
          [
            [0, 0],
            [1, 2],
            [0, 1],
            [0, 3],
          ],
          'symmetric',
        ),
    ],
    ['reverse of width', (x) => tf.reverse(x, 2)],
    ['left and right', (x) => tf.image.flipLeftRight(x)],
    ['tile', (x) => tf.tile(x, [1, 2, 1, 3])],
    ['transpose', (x) => tf.transpose(x, [0, 2, 1, 3])],
    ['transpose to channels first', (x) => tf.transpose(x, [0, 3, 1, 2])],
    ['transpose of a transpose', (x) => tf.relu(tf.transpose(tf.relu(tf.transpose(x, [3, 0, 2, 1])), [1, 2, 0, 3]))],
    ['reshape', (x) => tf.reshape(x, [2, -1])],
    ['gather channels', (x) => tf.gather(x, tf.tensor1d([5, 0, 5], 'int32'), 3)],
    [
      'gather by a matrix',
      (x) =>
        tf.gather(
          x,
          tf.tensor2d(
            [
              [1, 0],
              [3, 3],
            ],
            [2, 2],
            'int32',
          ),
          1,
        ),
    ],
    ['gather in each image', (x) => tf.gather(x, tf.tensor2d([[1], [2]], [2, 1], 'int32'), 2, 1)],
    [
      'space to batch',
      (x) =>
        tf.spaceToBatchND(
          x,
          [2, 5],
          [
            [0, 0],
            [0, 0],
          ],
        ),
    ],
    ['add a row of channels', (x) => tf.add(x, channels())],
    ['add by place', (x) => tf.mul(x, tf.reshape(tf.range(0, 20), [4, 5, 1]))],
    ['slopes', (x) => tf.prelu(x, channels())],
    ['choice', (x) => tf.where(tf.greater(x, 0), x, channels())],
    ['ones', (x) => tf.add(x, tf.onesLike(x))],
    ['matrix product', (x) => tf.matMul(x, x, false, true)],
    ['sums by formula', (x) => tf.einsum('nhwc,nhvc->nwv', x, x)],
  ])('is treated as it lies: %s', async (_, compute) => {
    await expectSame(after(compute), [image, filter], 1e-4);
  });

  it('becomes blocks of places', async () => {
    const four = normal(3, [2, 2, 3, 4]);
    await expectSame((x, w) => tf.depthToSpace(after((y) => y)(x, w) as tf.Tensor4D, 2), [image, four]);
  });

  it.each<[string, OfImage]>([
    ['relu', (x) => tf.relu(x)],
    ['concat', (x) => tf.concat([x, tf.relu(x)], 3)],
    ['slice', (x) => tf.slice(x, [0, 1, 0, 2], [2, 2, 5, 3])],
    ['strides', (x) => tf.stridedSlice(x, [0, 0, 0, 0], [2, 4, 5, 6], [1, 2, 2, 1])],
    [
      'pad',
      (x) =>
        tf.pad(x, [
          [0, 0],
          [1, 2],
          [0, 1],
          [0, 0],
        ]),
    ],
    ['mean with axes kept', (x) => tf.sub(x, tf.mean(x, [1, 2], true))],
    ['softmax', (x) => tf.softmax(x)],
    ['gather channels', (x) => tf.gather(x, tf.tensor1d([5, 0, 5], 'int32'), 3)],
    ['there and back', (x) => tf.transpose(tf.transpose(x, [0, 3, 1, 2]), [0, 2, 3, 1])],
  ])('is transposed nowhere between convolutions: %s', (_, compute) => {
    const direct = compiled(
      between((x) => x),
      [image, filter],
    );
    const count = ({ model }: ReturnType<typeof compiled>): number =>
      model.nodes.filter(({ op }) => op === 'Transpose').length;
    expect(count(compiled(between(compute), [image, filter]))).toBe(count(direct));
  });

  it('has channels whose means need no transpose', () => {
    const { model } = compiled(
      after((x) => tf.mean(x, [1, 2])),
      [image, filter],
    );
    const transposed = model.nodes.filter(({ op }) => op === 'Transpose').map(({ inputs }) => inputs[0]);
    expect(transposed.sort()).toEqual(model.inputs.map(({ name }) => name).sort());
  });
});
