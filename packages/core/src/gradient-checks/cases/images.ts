import * as tf from '@tensorflow/tfjs';

import { ndArray, sizeOf, type NdArray } from '../../data/nd-array.js';
import { RandomStreams } from '../../random/random-streams.js';
import { opCase, type GradientCase } from '../gradient-case.js';

/** Numbers of which no two are near, in no order: differences do not change which is the largest. All negative where `high` is. */
function apart(shape: readonly number[], high?: number): NdArray {
  const size = sizeOf(shape);
  const order = new RandomStreams(1).permutation('apart', 0, size);
  const top = high ?? (size * 0.25) / 2;
  return ndArray(
    Float32Array.from(order, (place) => top - 0.25 * place),
    { shape: [...shape] },
  );
}

type Images = (x: tf.Tensor4D) => tf.Tensor;
type Volumes = (x: tf.Tensor5D) => tf.Tensor;

const byMaximum = { secondRefused: 'MaxPoolGrad' };
const byMaximum3d = { secondRefused: 'MaxPool3DGrad' };

const largest: readonly GradientCase[] = [
  ...Object.entries<Images>({
    'maxPool: valid': (x) => tf.maxPool(x, 2, 2, 'valid'),
    'maxPool: same': (x) => tf.maxPool(x, 2, 2, 'same'),
    'maxPool: overlapping, same': (x) => tf.maxPool(x, 3, 2, 'same'),
    'maxPool: overlapping, strides of one': (x) => tf.maxPool(x, [2, 3], 1, 'valid'),
    'maxPool: gaps': (x) => tf.maxPool(x, 2, 3, 'valid'),
    'maxPool: padded by numbers': (x) =>
      tf.maxPool(x, 3, 1, [
        [0, 0],
        [1, 1],
        [1, 0],
        [0, 0],
      ]),
    'pool: max': (x) => tf.pool(x, 2, 'max', 'valid', undefined, 2),
    'pool: max, dilated': (x) => tf.pool(x, 2, 'max', 'valid', 2, 1),
  }).flatMap(([name, compute]) => [
    opCase(name, compute as (x: tf.Tensor) => tf.Tensor, [apart([2, 5, 4, 2])], byMaximum),
    opCase(`${name}, negative`, compute as (x: tf.Tensor) => tf.Tensor, [apart([2, 5, 4, 1], -1)], byMaximum),
  ]),
  ...Object.entries<Volumes>({
    'maxPool3d: valid': (x) => tf.maxPool3d(x, 2, 2, 'valid'),
    'maxPool3d: overlapping, same': (x) => tf.maxPool3d(x, 3, 2, 'same'),
  }).flatMap(([name, compute]) => [
    opCase(name, compute as (x: tf.Tensor) => tf.Tensor, [apart([2, 3, 4, 2, 1])], byMaximum3d),
    opCase(`${name}, negative`, compute as (x: tf.Tensor) => tf.Tensor, [apart([1, 3, 4, 2, 1], -1)], byMaximum3d),
  ]),
  opCase(
    'maxPoolWithArgmax',
    (x) => tf.maxPoolWithArgmax(x as tf.Tensor4D, 2, 2, 'valid')['result']!,
    [apart([1, 4, 4, 1])],
    {
      refused: 'MaxPoolWithArgmax',
    },
  ),
  opCase(
    'dilation2d',
    (x, w) => tf.dilation2d(x as tf.Tensor4D, w as tf.Tensor3D, 1, 'same'),
    [apart([2, 4, 3, 2]), [2, 2, 2]],
    { secondRefused: 'Dilation2DBackpropFilter', opByOp: true },
  ),
  opCase(
    'dilation2d: negative, dilated',
    (x, w) => tf.dilation2d(x as tf.Tensor4D, w as tf.Tensor3D, 1, 'valid', [2, 2]),
    [apart([1, 4, 4, 1], -3), [2, 2, 1]],
    { secondRefused: 'Dilation2DBackpropFilter', opByOp: true },
  ),
];

const pooled: readonly GradientCase[] = [
  ...Object.entries<Images>({
    'avgPool: valid': (x) => tf.avgPool(x, 2, 2, 'valid'),
    'avgPool: overlapping, padded': (x) => tf.avgPool(x, 3, 2, 'same'),
    'avgPool: padded by a number': (x) => tf.avgPool(x, 3, 1, 1),
    'avgPool: padded by numbers': (x) =>
      tf.avgPool(x, [2, 3], 1, [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 0],
      ]),
    'pool: avg': (x) => tf.pool(x, 2, 'avg', 'valid', undefined, 1),
    'pool: avg, dilated': (x) => tf.pool(x, 2, 'avg', 'valid', 2, 1),
  }).map(([name, compute]) => opCase(name, (x) => compute(tf.sin(x) as tf.Tensor4D), [[2, 5, 4, 2]])),
  ...Object.entries<Volumes>({
    'avgPool3d: valid': (x) => tf.avgPool3d(x, 2, 1, 'valid'),
    'avgPool3d: overlapping, padded': (x) => tf.avgPool3d(x, 3, 2, 'same'),
  }).map(([name, compute]) => opCase(name, (x) => compute(tf.sin(x) as tf.Tensor5D), [[2, 3, 4, 2, 1]])),
];

const resized: readonly GradientCase[] = (['resizeBilinear', 'resizeNearestNeighbor'] as const).flatMap((name) =>
  Object.entries<(x: tf.Tensor4D) => tf.Tensor>({
    larger: (x) => tf.image[name](x, [5, 7]),
    smaller: (x) => tf.image[name](x, [2, 3]),
    'half-pixel centres': (x) => tf.image[name](x, [5, 2], false, true),
    'aligned corners': (x) => tf.image[name](x, [5, 2], true),
    'to one row': (x) => tf.image[name](x, [1, 4]),
  }).map(([how, compute]) => opCase(`image.${name}: ${how}`, (x) => compute(tf.sin(x) as tf.Tensor4D), [[2, 3, 4, 2]])),
);

const normalised: readonly GradientCase[] = [
  opCase('localResponseNormalization', (x) => tf.localResponseNormalization(x as tf.Tensor4D, 1, 1.1, 0.4, 0.6), [
    [2, 2, 1, 5],
  ]),
  opCase('batchNorm', (x, m, v, o, s) => tf.batchNorm(x, m, tf.square(v), o, s), [[2, 2, 2, 3], [3], [3], [3], [3]]),
  opCase('batchNorm: without scale', (x, m, v, o) => tf.batchNorm(x, m, tf.square(v), o), [[2, 2, 3], [3], [3], [3]]),
  opCase('batchNorm: without scale and offset', (x, m, v) => tf.batchNorm(x, m, tf.square(v)), [
    [2, 2, 2, 3],
    [3],
    [3],
  ]),
  opCase(
    'batchNorm: statistics of the shape of the input',
    (x, m, v, s) => tf.batchNorm(x, m, tf.square(v), undefined, s),
    [
      [2, 3, 2, 2],
      [2, 3, 2, 2],
      [2, 3, 2, 2],
      [2, 3, 2, 2],
    ],
  ),
];

const refused: readonly GradientCase[] = [
  ...Object.entries<[string, Images]>({
    'image.cropAndResize': ['CropAndResize', (x) => tf.image.cropAndResize(x, [[0, 0, 1, 1]], [0], [2, 2])],
    'image.rotateWithOffset': ['RotateWithOffset', (x) => tf.image.rotateWithOffset(x, 0.3)],
    'image.transform': ['Transform', (x) => tf.image.transform(x, tf.tensor2d([[1, 0, 0, 0, 1, 0, 0, 0]]))],
  }).map(([name, [kernel, compute]]) =>
    opCase(name, compute as (x: tf.Tensor) => tf.Tensor, [[1, 3, 4, 2]], { refused: kernel }),
  ),
];

/** Functions of images. */
export const images: readonly GradientCase[] = [...largest, ...pooled, ...resized, ...normalised, ...refused];
