import * as tf from '@tensorflow/tfjs';

import { opCase, type GradientCase } from '../gradient-case.js';

/** Values of which no two are near, in no order. */
const apart = [
  [
    [0.3, -0.9],
    [1.4, 0.7],
    [-1.2, 1.9],
  ],
  [
    [1.1, 0.4],
    [-0.6, -1.5],
    [1.7, 0.8],
  ],
] as const;

const rows = [
  [0.3, -0.9, 1.4, 0.7, 1.1],
  [1.1, 0.4, -0.6, -1.5, 1.7],
] as const;

/** Ops over axes. */
export const reductions: readonly GradientCase[] = [
  ...(['sum', 'mean', 'max', 'min', 'prod'] as const).flatMap((name) => [
    opCase(name, (x) => tf[name](tf.sin(x)), [apart]),
    opCase(`${name}: over an axis`, (x) => tf[name](tf.sin(x), 1), [apart]),
    opCase(`${name}: over a negative axis, kept`, (x) => tf[name](tf.sin(x), -2, true), [apart]),
    opCase(`${name}: over two axes`, (x) => tf[name](tf.sin(x), [0, 2]), [apart]),
  ]),
  opCase('prod: with a zero', (x) => tf.prod(x, 1), [
    [
      [0, 1.2, -0.7],
      [0.4, 0.9, 1.1],
    ],
  ]),
  ...[false, true].flatMap((exclusive) =>
    [false, true].flatMap((reverse) =>
      (['cumsum', 'cumprod'] as const).flatMap((name) => {
        const how = `${exclusive ? 'exclusive' : 'inclusive'}, ${reverse ? 'backwards' : 'forwards'}`;
        return opCase(`${name}: ${how}, along an inner axis`, (x) => tf[name](tf.sin(x), 1, exclusive, reverse), [
          [2, 3, 2],
        ]);
      }),
    ),
  ),
  opCase('cumsum: along the last axis', (x) => tf.cumsum(tf.sin(x), -1), [[2, 3]]),
  opCase('cumprod: with a zero', (x) => tf.cumprod(x, 0), [[[0.7], [0], [1.2]]]),
  opCase('logSumExp', (x) => tf.logSumExp(x, -1), [[2, 3]]),
  opCase('logSumExp: over two axes', (x) => tf.logSumExp(x, [0, 2], true), [[2, 3, 2]]),
  opCase(
    'moments',
    (x) => {
      const { mean, variance } = tf.moments(x, [0, 2]);
      return [tf.square(mean), variance];
    },
    [[2, 3, 2]],
  ),
  ...(['euclidean', 1, 'fro', Infinity, -Infinity] as const).map((order) =>
    opCase(`norm: ${order}`, (x) => tf.norm(x, order, order === 'fro' ? [0, 1] : 1), [apart]),
  ),
  opCase('euclideanNorm', (x) => tf.euclideanNorm(x, 1), [[2, 3]]),
  opCase('topk', (x) => tf.topk(tf.sin(x), 2).values, [rows]),
  opCase('argMax: as a factor', (x) => tf.mul(x, tf.cast(tf.expandDims(tf.argMax(x, 1), 1), 'float32')), [rows]),
];
