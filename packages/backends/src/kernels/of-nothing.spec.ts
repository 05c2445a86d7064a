import * as tf from '@tensorflow/tfjs';

import { wasm } from '../components.js';
import { everywhere, expectValues } from '../shared/agreement.fixture.js';

/** Fills memory with numbers that a new tensor would show if nothing were written to it. */
async function leaveSevens(): Promise<void> {
  await wasm().start();
  tf.dispose([4, 8, 16, 32, 64].flatMap((size) => Array.from({ length: 20 }, () => tf.fill([size], 7))));
}

describe('of a tensor without numbers', () => {
  beforeEach(leaveSevens);

  const empty: Readonly<Record<string, [() => tf.Tensor, number[]]>> = {
    transpose: [() => tf.transpose(tf.zeros([3, 0, 2, 0]), [0, 1, 3, 2]), [3, 0, 0, 2]],
    'transpose of whole numbers': [() => tf.transpose(tf.zeros([2, 0, 3], 'int32'), [2, 0, 1]), [3, 2, 0]],
    gather: [() => tf.gather(tf.zeros([0, 3]), tf.tensor1d([0, 2], 'int32'), 1), [0, 2]],
    'gather of rows': [() => tf.gather(tf.zeros([2, 0, 3]), tf.tensor1d([1, 1, 0], 'int32')), [3, 0, 3]],
    topk: [() => tf.topk(tf.zeros([3, 0]), 0).values, [3, 0]],
    'the gradient of resizing': [
      () => tf.grad((x) => tf.image.resizeBilinear(x as tf.Tensor4D, [3, 5]))(tf.zeros([1, 0, 4, 3])),
      [1, 0, 4, 3],
    ],
  };
  it.each(Object.entries(empty))('%s is empty, with the right shape', async (_, [compute, shape]) => {
    await expectValues(everywhere(), compute, [], shape);
  });

  const zeros: Readonly<Record<string, [() => tf.Tensor, number[]]>> = {
    'a product over nothing': [() => tf.matMul(tf.zeros([2, 0]), tf.zeros([0, 3])), [2, 3]],
    'a product over nothing, transposed': [() => tf.matMul(tf.zeros([0, 2]), tf.zeros([3, 0]), true, true), [2, 3]],
    'batches of such products': [() => tf.matMul(tf.zeros([2, 1, 0]), tf.zeros([2, 0, 3])), [2, 1, 3]],
    dot: [() => tf.dot(tf.zeros([0]), tf.zeros([0])), []],
    'a convolution of padding': [
      () => tf.conv2d(tf.zeros<tf.Rank.R4>([1, 0, 4, 3]), tf.ones([2, 2, 3, 2]), 1, 1),
      [1, 1, 5, 2],
    ],
    'the gradient of a filter': [
      () =>
        tf.grad((w) => tf.conv2d(tf.zeros<tf.Rank.R4>([0, 4, 4, 3]), w as tf.Tensor4D, 1, 'same'))(
          tf.ones([2, 2, 3, 2]),
        ),
      [2, 2, 3, 2],
    ],
    'the gradient of a filter over padding': [
      () =>
        tf.grad((w) => tf.conv2d(tf.zeros<tf.Rank.R4>([1, 0, 4, 3]), w as tf.Tensor4D, 1, 1))(tf.ones([2, 2, 3, 2])),
      [2, 2, 3, 2],
    ],
  };
  it.each(Object.entries(zeros))('%s is 0', async (_, [compute, shape]) => {
    await expectValues(everywhere(), compute, new Array(tf.util.sizeFromShape(shape)).fill(0), shape);
  });

  it('an image made larger is NaN', async () => {
    const images = (): tf.Tensor4D => tf.zeros([1, 0, 2, 1]);
    await expectValues(everywhere(), () => tf.image.resizeBilinear(images(), [1, 2]), [NaN, NaN]);
    await expectValues(everywhere(), () => tf.image.resizeNearestNeighbor(images(), [1, 2]), [NaN, NaN]);
  });
});
