import { attention, batchNorm, gelu, gru, layerNorm, lstm } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { cpu, tensorflow, wasm } from './components.js';
import {
  distinct,
  expectTrueGradients,
  hasTensorflow,
  normal,
  tensor,
  type Values,
} from './shared/agreement.fixture.js';

type Compute = (...inputs: tf.Tensor[]) => tf.Tensor;

const image = (compute: (x: tf.Tensor4D, ...rest: tf.Tensor4D[]) => tf.Tensor): Compute =>
  compute as unknown as Compute;

/** Numbers that are at least 0.15 from 0. */
const awayFromZero = ({ shape, data }: Values): Values => ({
  shape,
  data: Float32Array.from(data, (value) => value + 0.15 * Math.sign(value)),
});

/** Two rows of targets, one of a class and one of probabilities. */
const targets = { shape: [2, 4], data: [0, 1, 0, 0, 0.1, 0.2, 0.3, 0.4] };

/** Linear functions have no truncation error, so their step is large. */
const linear = { step: 0.25, tolerance: 1e-5 };
const smooth = { step: 1e-2, tolerance: 2e-4 };
/** Less than the distance between distinct values. */
const piecewise = { step: 0.05, tolerance: 1e-5 };

const x4d = normal(1, [2, 6, 5, 2]);
const filter = normal(2, [3, 3, 2, 3]);

const cases: [name: string, compute: Compute, inputs: Values[], options: { step: number; tolerance: number }][] = [
  ['matMul', (a, b) => tf.matMul(a, b), [normal(1, [3, 4]), normal(2, [4, 5])], linear],
  ['matMul, transposed', (a, b) => tf.matMul(a, b, true, true), [normal(1, [4, 3]), normal(2, [5, 4])], linear],
  [
    'fused matMul with bias',
    (a, b, bias) => tf.fused.matMul({ a, b, bias, activation: 'linear' }),
    [normal(1, [3, 4]), normal(2, [4, 5]), normal(3, [5])],
    linear,
  ],
  ['bias add to rows', (x, bias) => tf.add(x, bias), [normal(1, [3, 4]), normal(2, [4])], linear],
  ['bias add to images', (x, bias) => tf.add(x, bias), [x4d, normal(2, [2])], linear],
  ['relu', (x) => tf.relu(x), [awayFromZero(normal(1, [3, 4]))], smooth],
  ['tanh', (x) => tf.tanh(x), [normal(1, [3, 4])], smooth],
  ['sigmoid', (x) => tf.sigmoid(x), [normal(1, [3, 4])], smooth],
  ['flatten', (x) => tf.reshape(x, [2, 60]), [x4d], linear],
  ['conv2d, same', image((x, w) => tf.conv2d(x, w, 1, 'same')), [x4d, filter], linear],
  ['conv2d, valid', image((x, w) => tf.conv2d(x, w, 1, 'valid')), [x4d, filter], linear],
  ['conv2d, same, strides', image((x, w) => tf.conv2d(x, w, 2, 'same')), [x4d, filter], linear],
  ['conv2d, valid, strides', image((x, w) => tf.conv2d(x, w, [2, 1], 'valid')), [x4d, filter], linear],
  ['conv2d, padding in numbers', image((x, w) => tf.conv2d(x, w, 1, 2)), [x4d, filter], linear],
  ['conv2d, even filter', image((x, w) => tf.conv2d(x, w, 1, 'same')), [x4d, normal(2, [2, 4, 2, 3])], linear],
  ['conv2d, pointwise, strides', image((x, w) => tf.conv2d(x, w, 2, 'same')), [x4d, normal(2, [1, 1, 2, 3])], linear],
  [
    'conv1d',
    (x, w) => tf.conv1d(x as tf.Tensor3D, w as tf.Tensor3D, 2, 'same'),
    [normal(1, [2, 7, 2]), normal(2, [3, 2, 3])],
    linear,
  ],
  [
    'conv2dTranspose',
    image((x, w) => tf.conv2dTranspose(x, w, [2, 12, 10, 3], 2, 'same')),
    [x4d, normal(2, [3, 3, 3, 2])],
    linear,
  ],
  [
    'separableConv2d',
    image((x, depth, point) => tf.separableConv2d(x, depth, point, 1, 'same')),
    [x4d, normal(2, [3, 3, 2, 2]), normal(3, [1, 1, 4, 3])],
    linear,
  ],
  [
    'depthwiseConv2d, strides',
    image((x, w) => tf.depthwiseConv2d(x, w, 2, 'same')),
    [x4d, normal(2, [3, 3, 2, 2])],
    linear,
  ],
  ['maxPool', image((x) => tf.maxPool(x, 2, 2, 'valid')), [distinct(1, [2, 6, 4, 2])], piecewise],
  ['maxPool, negative', image((x) => tf.maxPool(x, 2, 2, 'valid')), [distinct(1, [2, 6, 4, 2], -50)], piecewise],
  ['maxPool, overlapping', image((x) => tf.maxPool(x, 3, 2, 'same')), [distinct(1, [2, 6, 5, 2])], piecewise],
  [
    'maxPool, overlapping, negative',
    image((x) => tf.maxPool(x, 3, 1, 'same')),
    [distinct(1, [2, 6, 5, 2], -50)],
    piecewise,
  ],
  ['avgPool', image((x) => tf.avgPool(x, 2, 2, 'valid')), [normal(1, [2, 6, 4, 2])], linear],
  ['gather, an embedding', (x) => tf.gather(x, tf.tensor1d([2, 0, 2], 'int32')), [normal(1, [4, 3])], linear],
  ['softmax cross-entropy', (x) => tf.losses.softmaxCrossEntropy(tensor(targets), x), [normal(1, [2, 4])], smooth],
];

/** Composites of core: some have third derivatives that are not small. */
const curved = { step: 1e-2, tolerance: 1e-3 };
const qkv = [1, 2, 3].map((seed) => normal(seed, [2, 2, 3, 2]));
const recurrent = (gates: number): Values[] => [
  normal(1, [2, 3, 2]),
  ...[[2, gates * 2], [2, gates * 2], [gates * 2]].map((shape, index) => ({
    shape,
    data: Array.from(normal(index + 2, shape).data, (value) => 0.5 * value),
  })),
];
const composites: typeof cases = [
  [
    'batch norm',
    (x, gamma, beta) => batchNorm(x, { gamma, beta }).output,
    [normal(1, [2, 3, 2, 3]), normal(2, [3]), normal(3, [3])],
    curved,
  ],
  [
    'layer norm',
    (x, gamma, beta) => layerNorm(x, { gamma, beta }),
    [normal(1, [2, 3, 4]), normal(2, [4]), normal(3, [4])],
    curved,
  ],
  ['gelu', (x) => gelu(x), [normal(1, [3, 4])], curved],
  ['gelu by tanh', (x) => gelu(x, { approximate: 'tanh' }), [normal(1, [3, 4])], curved],
  [
    'lstm',
    (x, kernel, recurrentKernel, bias) => lstm(x, { kernel, recurrentKernel, bias }).sequence,
    recurrent(4),
    curved,
  ],
  [
    'gru',
    (x, kernel, recurrentKernel, bias) => gru(x, { kernel, recurrentKernel, bias }).sequence,
    recurrent(3),
    curved,
  ],
  ['attention', (q, k, v, mask) => attention(q, k, v, { mask }), [...qkv, normal(4, [3, 3])], curved],
  ['causal attention', (q, k, v) => attention(q, k, v, { causal: true }), qkv, curved],
];

/** A small model from its weights: what a layer computes, as a function. */
const mlp: Compute = (x, w1, b1, w2, b2) => {
  const hidden = tf.tanh(tf.add(tf.matMul(x, w1), b1));
  return tf.losses.softmaxCrossEntropy(tensor(targets), tf.add(tf.matMul(hidden, w2), b2));
};

const lenet = image((x, w1, b1, w2, b2, w3) => {
  const first = tf.maxPool(tf.tanh(tf.add<tf.Tensor4D>(tf.conv2d(x, w1, 1, 'same'), b1)), 2, 2, 'valid');
  const second = tf.avgPool(tf.tanh(tf.add<tf.Tensor4D>(tf.conv2d(first, w2, 1, 'valid'), b2)), 2, 2, 'valid');
  return tf.losses.softmaxCrossEntropy(tensor(targets), tf.matMul(second.reshape([2, 3]), w3 as unknown as tf.Tensor));
});

describe.each([['cpu', cpu], ['wasm', wasm], ...(hasTensorflow ? [['tensorflow', tensorflow] as const] : [])] as const)(
  'gradients on %s',
  (_backend, backend) => {
    it.each([...cases, ...composites])('are true: %s', async (_name, compute, inputs, options) => {
      await expectTrueGradients(backend(), compute, inputs, options);
    });

    it('are true through a whole mlp', async () => {
      const weights = [[2, 3], [3, 5], [5], [5, 4], [4]].map((shape, index) => normal(index, shape));
      await expectTrueGradients(backend(), mlp, weights, smooth);
    });

    it('are true through a whole lenet', async () => {
      const shapes = [[2, 8, 8, 1], [3, 3, 1, 2], [2], [3, 3, 2, 3], [3], [3, 4]];
      const weights = shapes.map((shape, index) => normal(index, shape));
      await expectTrueGradients(backend(), lenet, weights, { step: 2e-3, tolerance: 1e-3 });
    });
  },
);
