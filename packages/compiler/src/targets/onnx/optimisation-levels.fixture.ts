import * as tf from '@tensorflow/tfjs';

import { normal, type Compute, type Values } from '../../graph/compute.fixture.js';

const images = { shape: [2, 5, 6, 3], data: Array.from(normal(1, [2, 5, 6, 3]).data, (value) => value - 2) };
const volumes = { shape: [2, 4, 4, 4, 2], data: Array.from(normal(2, [2, 4, 4, 4, 2]).data, (value) => value - 2) };
const odd = { shape: [2, 4], data: [NaN, Infinity, -Infinity, -0, 1.5, -1.5, 2.5, -2.5] };
const wild = { shape: [2, 4], data: [1.7, -1.7, 3e9, -3e9, 0.4, -0.4, 1e-40, 255.9] };
const whole = {
  shape: [2, 4],
  dtype: 'int32',
  data: [2 ** 30, -(2 ** 30), 7, -7, 0, 1, 2 ** 31 - 1, -(2 ** 31)],
} as const;
const rows = normal(4, [2, 6]);

const around = (x: tf.Tensor, by: number, value = 0): tf.Tensor4D =>
  tf.pad(
    x as tf.Tensor4D,
    [
      [0, 0],
      [by, by],
      [by, by],
      [0, 0],
    ],
    value,
  );
const convolve = (x: tf.Tensor, padding: 'same' | 'valid' = 'valid', stride = 1): tf.Tensor4D =>
  tf.conv2d(x as tf.Tensor4D, tf.mul<tf.Tensor4D>(tf.ones([3, 3, 3, 4]), tf.range(-2, 2)), stride, padding);
const channel = (): tf.Tensor1D => tf.tensor1d([-1, 0, 2, 1e-3]);

/** Functions in which a runtime may find something to rewrite, and values that show it where that is wrong. */
export const patterns: [string, Compute, readonly Values[]][] = [
  ...[1, 2, 3].flatMap((by): [string, Compute, readonly Values[]][] => [
    [`zeros around (${by}) before max pooling`, (x) => tf.maxPool(around(x, by), 2, 2, 'valid'), [images]],
    [`zeros around (${by}) before max pooling with padding`, (x) => tf.maxPool(around(x, by), 3, 2, 'same'), [images]],
    [`zeros around (${by}) before average pooling`, (x) => tf.avgPool(around(x, by), 2, 2, 'valid'), [images]],
    [
      `zeros around (${by}) before average pooling with padding`,
      (x) => tf.avgPool(around(x, by), 3, 2, 'same'),
      [images],
    ],
    [`zeros around (${by}) before a convolution`, (x) => convolve(around(x, by)), [images]],
    [`zeros around (${by}) before a convolution with padding`, (x) => convolve(around(x, by), 'same', 2), [images]],
    [`threes around (${by}) before a convolution`, (x) => convolve(around(x, by, 3)), [images]],
    [`threes around (${by}) before max pooling`, (x) => tf.maxPool(around(x, by, -3), 2, 2, 'valid'), [images]],
  ]),
  ['zeros around twice before max pooling', (x) => tf.maxPool(around(around(x, 1), 1), 2, 2, 'valid'), [images]],
  [
    'zeros around volumes before pooling',
    (x) => {
      const padded = tf.pad(x as tf.Tensor5D, [
        [0, 0],
        [1, 1],
        [1, 1],
        [1, 1],
        [0, 0],
      ]);
      return [tf.maxPool3d(padded, 2, 2, 'valid'), tf.avgPool3d(padded, 2, 2, 'valid')];
    },
    [volumes],
  ],
  [
    'zeros around one side before pooling',
    (x) =>
      tf.maxPool(
        tf.pad(x as tf.Tensor4D, [
          [0, 0],
          [0, 1],
          [0, 0],
          [0, 0],
        ]),
        2,
        2,
        'valid',
      ),
    [images],
  ],
  [
    'zeros beside channels before a convolution',
    (x) =>
      tf.conv2d(
        tf.pad(x as tf.Tensor4D, [
          [0, 0],
          [0, 0],
          [0, 0],
          [0, 1],
        ]),
        tf.ones([3, 3, 4, 2]),
        1,
        'valid',
      ),
    [images],
  ],
  [
    'a transposed convolution that leaves places out before max pooling',
    (x) =>
      tf.maxPool(
        tf.conv2dTranspose(
          x as tf.Tensor4D,
          tf.neg<tf.Tensor4D>(tf.ones([1, 1, 2, 3])),
          [images.shape[0]!, 13, 16, 2],
          3,
          'same',
        ),
        2,
        2,
        'valid',
      ),
    [{ ...images, shape: [2, 5, 6, 3] }],
  ],
  [
    'mirrored images before pooling',
    (x) =>
      tf.maxPool(
        tf.mirrorPad(
          x as tf.Tensor4D,
          [
            [0, 0],
            [1, 1],
            [1, 1],
            [0, 0],
          ],
          'reflect',
        ),
        2,
        2,
        'valid',
      ),
    [images],
  ],
  [
    'a convolution with factor, summand and ReLU',
    (x) => tf.relu(tf.add(tf.mul(convolve(x), channel()), channel())),
    [images],
  ],
  ['a convolution with a negative number added', (x) => tf.sub(tf.div(convolve(x), 3), 5), [images]],
  [
    'a convolution with batch norm',
    (x) => tf.batchNorm(convolve(x), channel(), tf.square(channel()), channel(), channel()),
    [images],
  ],
  [
    'batch norm before a convolution',
    (x) => convolve(tf.batchNorm(x as tf.Tensor4D, tf.tensor1d([1, 2, 3]), tf.tensor1d([0, 1, 1e-8]))),
    [images],
  ],
  ['a convolution clipped', (x) => tf.clipByValue(convolve(x), -1, 2), [images]],
  [
    'a convolution with sigmoid and itself',
    (x) => {
      const y = convolve(x);
      return tf.mul(y, tf.sigmoid(y));
    },
    [images],
  ],
  ['a convolution with leaky ReLU', (x) => tf.leakyRelu(convolve(x), 0.3), [images]],
  [
    'a convolution added to another with ReLU',
    (x) => tf.relu(tf.add(convolve(x, 'same'), convolve(tf.neg(x), 'same'))),
    [images],
  ],
  ['ReLU then a clip', (x) => tf.clipByValue(tf.relu(x), -2, 1), [odd]],
  ['a clip then ReLU', (x) => tf.relu(tf.clipByValue(x, -2, -1)), [odd]],
  ['two clips', (x) => tf.clipByValue(tf.clipByValue(x, -2, 0), 1, 3), [odd]],
  ['ReLU of ReLU6', (x) => tf.relu(tf.relu6(x)), [odd]],
  [
    'a cast to whole numbers and back',
    (x) => tf.cast(tf.cast(x, 'int32'), 'float32'),
    [{ ...wild, data: [1.7, -1.7, 3.2, -3.9, 0.4, -0.4, 1e-40, 255.9] }],
  ],
  [
    'whole numbers of what int32 does not hold',
    (x) => [tf.cast(x, 'int32'), tf.cast(tf.cast(x, 'int32'), 'float32'), tf.floorDiv(x, 2), tf.floorDiv(x, 1e-9)],
    [
      {
        shape: [2, 6],
        data: [
          1e10,
          -3e9,
          2 ** 31,
          -(2 ** 31) - 512,
          2 ** 32 + 512,
          1.7,
          2 ** 63,
          -(2 ** 70),
          1e38,
          Infinity,
          -Infinity,
          NaN,
        ],
      },
    ],
  ],
  ['whole numbers of one number', (x) => tf.cast(tf.mul(tf.mean(x), 3e9), 'int32'), [rows]],
  ['a cast to truth and back', (x) => tf.cast(tf.cast(x, 'bool'), 'float32'), [odd]],
  ['casts to truth, whole numbers and back', (x) => tf.cast(tf.cast(tf.cast(x, 'bool'), 'int32'), 'float32'), [wild]],
  [
    'whole numbers cast to others and back',
    (x) => tf.cast(tf.cast(x, 'float32'), 'int32'),
    [{ ...whole, data: [16777217, -16777217, 7, -7, 0, 1, 5, 6] }],
  ],
  ['sums of whole numbers that overflow', (x) => tf.add(tf.add(x, x), tf.scalar(5, 'int32')), [whole]],
  [
    'products of whole numbers that overflow',
    (x) => tf.mul(x, tf.scalar(3, 'int32')),
    [{ ...whole, data: [2 ** 30, -(2 ** 30), 7, -7, 0, 1, 5, 6] }],
  ],
  ['nothing added and times one, of odd values', (x) => tf.mul(tf.add(x, 0), 1), [odd]],
  ['times zero, of odd values', (x) => tf.mul(x, 0), [odd]],
  ['divided by itself, of odd values', (x) => tf.div(x, x), [odd]],
  ['less itself, of odd values', (x) => tf.sub(x, x), [odd]],
  ['twice negative, of odd values', (x) => tf.neg(tf.neg(x)), [odd]],
  ['the reciprocal of zeros of both signs', (x) => tf.reciprocal(tf.mul(x, 1)), [odd]],
  ['zero less odd values', (x) => tf.reciprocal(tf.sub(0, x)), [odd]],
  ['where of NaN', (x) => tf.where(tf.isNaN(x), tf.zerosLike(x), x), [odd]],
  [
    'not of a comparison with NaN',
    (x) => [
      tf.logicalNot(tf.greater(x, 0)),
      tf.logicalNot(tf.less(x, 0)),
      tf.logicalNot(tf.equal(x, 1)),
      tf.notEqual(x, x),
    ],
    [odd],
  ],
  [
    'maximum and minimum with NaN',
    (x) => [tf.maximum(x, 0), tf.minimum(x, 0), tf.maximum(tf.maximum(x, 0), -1)],
    [odd],
  ],
  [
    'a maximum, minimum and cast of NaN among others',
    (x) => [tf.max(x, 1), tf.min(x, 0), tf.max(tf.neg(x)), tf.cast(x, 'int32')],
    [{ shape: [2, 4], data: [1, NaN, -1, 2, 5, 6, 7, -8] }],
  ],
  ['sums over NaN and infinities', (x) => [tf.sum(x, 1), tf.mean(x, 0)], [odd]],
  ['powers', (x) => [tf.pow(x, 2), tf.pow(x, 1), tf.pow(x, 0), tf.pow(x, 0.5), tf.pow(x, -1)], [odd]],
  ['a square root of a square', (x) => [tf.sqrt(tf.square(x)), tf.square(tf.sqrt(x)), tf.rsqrt(tf.square(x))], [odd]],
  [
    'logarithm of exponential, sum and softmax',
    (x) => [tf.log(tf.exp(x)), tf.logSumExp(x, 1), tf.softmax(x), tf.logSoftmax(x)],
    [rows],
  ],
  ['softmax of infinities', (x) => tf.softmax(x), [{ shape: [2, 3], data: [-Infinity, 0, 1, 1e30, 0, -1e30] }]],
  ['gelu, as written out', (x) => tf.mul(tf.mul(x, 0.5), tf.add(1, tf.erf(tf.div(x, Math.SQRT2)))), [rows]],
  ['gelu almost, with other constants', (x) => tf.mul(tf.mul(x, 0.4), tf.add(2, tf.erf(tf.div(x, 1.5)))), [rows]],
  [
    'fast gelu almost',
    (x) => tf.mul(tf.mul(x, 0.5), tf.add(1, tf.tanh(tf.mul(0.8, tf.add(x, tf.mul(0.05, tf.pow(x, 3))))))),
    [rows],
  ],
  [
    'bias gelu',
    (x) => {
      const y = tf.add(x, tf.range(0, 6));
      return tf.mul(tf.mul(y, 0.5), tf.add(1, tf.erf(tf.div(y, Math.SQRT2))));
    },
    [rows],
  ],
  ['quick gelu', (x) => tf.mul(x, tf.sigmoid(tf.mul(x, -1.7))), [rows]],
  [
    'layer norm almost',
    (x) => {
      const centred = tf.sub(x, tf.mean(x, 1, true));
      const y = tf.div(centred, tf.sqrt(tf.add(tf.mean(tf.square(centred), 1, true), -1e-3)));
      return tf.add(tf.mul(y, tf.range(0, 6)), tf.range(-3, 3));
    },
    [rows],
  ],
  [
    'layer norm over the first axis',
    (x) => {
      const centred = tf.sub(x, tf.mean(x, 0, true));
      const y = tf.div(centred, tf.sqrt(tf.add(tf.mean(tf.square(centred), 0, true), 1e-3)));
      return tf.add(tf.mul(y, tf.range(0, 6)), 1);
    },
    [rows],
  ],
  [
    'root mean square norm',
    (x) => tf.mul(tf.div(x, tf.sqrt(tf.add(tf.mean(tf.square(x), 1, true), 1e-2))), tf.range(-3, 3)),
    [rows],
  ],
  [
    'a product of matrices with a negative sum',
    (x) => tf.relu(tf.add(tf.matMul(x as tf.Tensor2D, tf.reshape(tf.range(-3, 3), [6, 1])), -1)),
    [rows],
  ],
  ['a scaled product of matrices', (x) => tf.div(tf.matMul(tf.mul(x, -0.5), x, false, true), 3), [rows]],
  [
    'products of transposed matrices',
    (x) => tf.matMul(tf.transpose(tf.reshape(x, [-1, 2, 3]), [0, 2, 1]), tf.reshape(x, [-1, 2, 3])),
    [rows],
  ],
  [
    'transposes that cancel out',
    (x) => tf.transpose(tf.neg(tf.transpose(x as tf.Tensor4D, [0, 3, 1, 2])), [0, 2, 3, 1]),
    [images],
  ],
  [
    'slices of slices, with steps',
    (x) => tf.stridedSlice(tf.slice(x, [0, 1], [2, 4]), [0, 3], [2, -5], [1, -1]),
    [rows],
  ],
  [
    'a concatenation of slices',
    (x) => tf.concat([tf.slice(x, [0, 3], [2, 3]), tf.slice(x, [0, 0], [2, 3])], 1),
    [rows],
  ],
  [
    'reshapes and transposes in turn',
    (x) => tf.reshape(tf.transpose(tf.reshape(x, [-1, 3, 2]), [0, 2, 1]), [-1, 6]),
    [rows],
  ],
  [
    'an embedding by one-hot rows',
    (x) => tf.matMul(tf.cast(tf.oneHot(tf.argMax(x, 1), 6), 'float32'), tf.reshape(tf.range(0, 12), [6, 2])),
    [{ shape: [2, 6], data: [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3] }],
  ],
  [
    'rounding, floors and remainders',
    (x) => [tf.round(x), tf.floor(tf.mul(x, 1)), tf.mod(x, 2), tf.floorDiv(tf.add(x, 5), 2)],
    [{ ...odd, data: [0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 3.7, -3.7] }],
  ],
];
