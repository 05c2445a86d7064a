import * as tf from '@tensorflow/tfjs';

import { opCase, type GradientCase } from '../gradient-case.js';

const reflect = [
  [1, 2],
  [2, 0],
] as [number, number][];
const symmetric = [
  [2, 1],
  [0, 4],
] as [number, number][];
const pads = [
  [1, 2],
  [0, 1],
] as [number, number][];

/** What moves a number to another place is curved before, so that the gradient of its gradient is not zero. */
const move = (
  name: string,
  compute: (x: tf.Tensor) => tf.Tensor | readonly tf.Tensor[],
  shape: readonly number[],
): GradientCase => opCase(name, (x) => compute(tf.sin(x)), [shape]);

/** Ops that move and copy numbers. */
export const moves: readonly GradientCase[] = [
  move('mirrorPad: reflect', (x) => tf.mirrorPad(x, reflect, 'reflect'), [3, 4]),
  move('mirrorPad: symmetric', (x) => tf.mirrorPad(x, symmetric, 'symmetric'), [3, 4]),
  move(
    'mirrorPad: of rank 3',
    (x) =>
      tf.mirrorPad(
        x,
        [
          [1, 0],
          [0, 0],
          [1, 1],
        ],
        'reflect',
      ),
    [2, 2, 3],
  ),
  move('pad', (x) => tf.pad(x, pads, 3), [2, 3]),
  move('slice', (x) => tf.slice(x, [0, 1], [1, -1]), [2, 3]),
  move('slice: of rank 4', (x) => tf.slice(x, [0, 1, 0, 1], [2, 1, 2, 1]), [2, 2, 2, 2]),
  move('stridedSlice', (x) => tf.stridedSlice(x, [0, 1], [5, 4], [2, 2]), [5, 4]),
  move('stridedSlice: backwards', (x) => tf.stridedSlice(x, [4, 3], [0, 0], [-3, -1]), [5, 4]),
  move(
    'stridedSlice: with masks',
    (x) => tf.stridedSlice(x, [0, 1, 0], [5, 2, 2], [1, 1, 1], 0, 4, 0, 0, 2),
    [5, 4, 3],
  ),
  move('stridedSlice: with a new axis', (x) => tf.stridedSlice(x, [0, 0, 0], [2, 1, 3], [1, 1, 2], 0, 0, 0, 2), [2, 3]),
  move('stridedSlice: with an ellipsis', (x) => tf.stridedSlice(x, [0, 1], [0, 3], [1, 2], 0, 0, 1), [2, 2, 4]),
  opCase('concat', (x, y) => tf.concat([x, tf.square(y), tf.sin(x)], 1), [
    [2, 1],
    [2, 2],
  ]),
  opCase('concat: along a negative axis', (x, y) => tf.concat([x, tf.square(y)], -1), [
    [2, 2, 1],
    [2, 2, 2],
  ]),
  move('concat: of one', (x) => tf.concat([x], 0), [2, 3]),
  opCase('stack', (x, y) => tf.stack([x, tf.square(y)], 1), [
    [2, 3],
    [2, 3],
  ]),
  move('unstack', (x) => tf.unstack(x, 1), [2, 3]),
  move('unstack: one of them', (x) => tf.unstack(x, 1)[1]!, [2, 3]),
  move('unstack: of one', (x) => tf.unstack(x, 1)[0]!, [2, 1, 2]),
  move('split', (x) => tf.split(x, [1, 2], 1), [2, 3]),
  move('split: one of them', (x) => tf.split(x, [1, 2], 1)[1]!, [2, 3]),
  move('split: into one', (x) => tf.split(x, 1, 1)[0]!, [2, 3]),
  move('tile', (x) => tf.tile(x, [2, 1, 3]), [2, 1, 2]),
  move('tile: of rank 5', (x) => tf.tile(x, [2, 1, 1, 1, 3]), [1, 2, 1, 1, 2]),
  move('tile: of rank 6', (x) => tf.tile(x, [1, 1, 2, 1, 2, 1]), [1, 1, 2, 1, 1, 2]),
  move('broadcastTo', (x) => tf.broadcastTo(x, [2, 2, 3]), [2, 1]),
  opCase('meshgrid', (x, y) => tf.meshgrid(tf.sin(x), y).map((each) => tf.square(each)), [[2], [3]]),
  move('transpose', (x) => tf.transpose(x, [2, 0, 1]), [2, 3, 2]),
  move('transpose: of rank 5', (x) => tf.transpose(x, [2, 0, 1, 4, 3]), [2, 1, 2, 2, 3]),
  move('reverse', (x) => tf.reverse(x, [0, -1]), [2, 3, 2]),
  move('diag', (x) => tf.diag(x), [3]),
  move('diag: of a matrix', (x) => tf.diag(x), [2, 2]),
  move('expandDims', (x) => tf.expandDims(x, -1), [2, 3]),
  move('squeeze', (x) => tf.squeeze(x, [1]), [2, 1, 3]),
  move('reshape', (x) => tf.reshape(x, [3, -1]), [2, 3]),
  move('ensureShape', (x) => tf.ensureShape(x, [2, 3]), [2, 3]),
  move(
    'spaceToBatchND',
    (x) =>
      tf.spaceToBatchND(
        x,
        [2, 2],
        [
          [0, 0],
          [1, 1],
        ],
      ),
    [1, 2, 2, 2],
  ),
  move(
    'batchToSpaceND',
    (x) =>
      tf.batchToSpaceND(
        x,
        [2, 2],
        [
          [0, 0],
          [1, 0],
        ],
      ),
    [4, 1, 2, 2],
  ),
  move('depthToSpace', (x) => tf.depthToSpace(x as tf.Tensor4D, 2), [2, 1, 2, 8]),
  move('image.flipLeftRight', (x) => tf.image.flipLeftRight(x as tf.Tensor4D), [2, 2, 3, 1]),
  move('image.grayscaleToRGB', (x) => tf.image.grayscaleToRGB(x as tf.Tensor4D), [2, 2, 3, 1]),
  move('image.rgbToGrayscale', (x) => tf.image.rgbToGrayscale(x as tf.Tensor4D), [2, 2, 2, 3]),
  move('signal.frame', (x) => tf.signal.frame(x as tf.Tensor1D, 3, 2), [7]),
  move('signal.frame: padded', (x) => tf.signal.frame(x as tf.Tensor1D, 4, 3, true, 0.5), [7]),
];
