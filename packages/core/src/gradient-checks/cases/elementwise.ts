import * as tf from '@tensorflow/tfjs';

import { opCase, type CaseInput, type GradientCase } from '../gradient-case.js';

type Unary = (x: tf.Tensor) => tf.Tensor;

/** Six numbers spread over a range. */
const between = (low: number, high: number): CaseInput => [
  Array.from({ length: 6 }, (_, at) => low + ((high - low) * (at + 0.5)) / 6),
];

const unary = (ops: Readonly<Record<string, Unary>>, input: CaseInput): GradientCase[] =>
  Object.entries(ops).map(([name, op]) => opCase(name, op, [input]));

const ofOne: readonly GradientCase[] = [
  ...unary(
    {
      abs: (x) => tf.abs(x),
      asinh: (x) => tf.asinh(x),
      atan: (x) => tf.atan(x),
      cos: (x) => tf.cos(x),
      cosh: (x) => tf.cosh(x),
      elu: (x) => tf.elu(x),
      erf: (x) => tf.erf(x),
      exp: (x) => tf.exp(x),
      expm1: (x) => tf.expm1(x),
      leakyRelu: (x) => tf.leakyRelu(x),
      'leakyRelu: another slope': (x) => tf.leakyRelu(x, 0.7),
      logSigmoid: (x) => tf.logSigmoid(x),
      neg: (x) => tf.neg(x),
      reciprocal: (x) => tf.reciprocal(x),
      relu: (x) => tf.relu(x),
      relu6: (x) => tf.relu6(tf.mul(x, 4)),
      selu: (x) => tf.selu(x),
      sigmoid: (x) => tf.sigmoid(x),
      sin: (x) => tf.sin(x),
      sinh: (x) => tf.sinh(x),
      softplus: (x) => tf.softplus(x),
      square: (x) => tf.square(x),
      tanh: (x) => tf.tanh(x),
      clipByValue: (x) => tf.clipByValue(x, -1, 1.1),
      dropout: (x) => tf.dropout(x, 0.4, [2, 3], 7),
      clone: (x) => tf.mul(tf.clone(x), x),
      cast: (x) => tf.mul(tf.cast(x, 'float32'), x),
    },
    [2, 3],
  ),
  ...unary(
    { log: (x) => tf.log(x), log1p: (x) => tf.log1p(x), sqrt: (x) => tf.sqrt(x), rsqrt: (x) => tf.rsqrt(x) },
    between(0.6, 3),
  ),
  ...unary(
    { asin: (x) => tf.asin(x), acos: (x) => tf.acos(x), atanh: (x) => tf.atanh(x), tan: (x) => tf.tan(x) },
    between(-0.7, 0.7),
  ),
  ...unary({ acosh: (x) => tf.acosh(x) }, between(1.5, 4)),
  opCase('prelu', (x, alpha) => tf.prelu(x, alpha), [
    [2, 3],
    [2, 3],
  ]),
  opCase('prelu: one slope for each channel', (x, alpha) => tf.prelu(x, alpha), [[2, 2, 3], [3]]),
  ...(['softmax', 'logSoftmax'] as const).flatMap((name) => [
    opCase(name, (x) => tf[name](x), [[2, 3]]),
    opCase(`${name}: of rows of rows`, (x) => tf[name](x, -1), [[2, 2, 3]]),
  ]),
];

const float: Unary = (x) => tf.cast(x, 'float32');
const whole: Unary = (x) => tf.cast(x, 'int32');

/** Steps through which no gradient passes, beside one through which it does. */
const cutting: readonly GradientCase[] = Object.entries<Unary>({
  round: (x) => tf.round(x),
  floor: (x) => tf.floor(x),
  ceil: (x) => tf.ceil(x),
  sign: (x) => tf.sign(x),
  step: (x) => tf.step(x, 0.5),
  'floorDiv: by two': (x) => float(tf.floorDiv(x, 2)),
  'floorDiv: by it': (x) => float(tf.floorDiv(5, tf.add(x, 6))),
  'cast: to int32': (x) => float(whole(x)),
  'cast: to bool': (x) => float(tf.cast(x, 'bool')),
  'cast: arithmetic of int32': (x) => tf.div(tf.add(whole(x), 3), 2),
  argMin: (x) => float(tf.expandDims(tf.argMin(x, 1), 1)),
  argMax: (x) => float(tf.expandDims(tf.argMax(x, 1), 1)),
  'topk: positions': (x) => tf.sum(float(tf.topk(x, 2).indices), 1, true),
  greater: (x) => float(tf.greater(x, 1)),
  greaterEqual: (x) => float(tf.greaterEqual(x, 1)),
  less: (x) => float(tf.less(x, -1)),
  lessEqual: (x) => float(tf.lessEqual(x, -1)),
  equal: (x) => float(tf.equal(x, 1)),
  notEqual: (x) => float(tf.notEqual(x, 1)),
  isNaN: (x) => float(tf.isNaN(x)),
  isInf: (x) => float(tf.isInf(x)),
  isFinite: (x) => float(tf.isFinite(x)),
  logicalNot: (x) => float(tf.logicalNot(tf.less(x, 1))),
  logicalAnd: (x) => float(tf.logicalAnd(tf.less(x, 1), tf.greater(x, -1))),
  logicalOr: (x) => float(tf.logicalOr(tf.less(x, -1), tf.greater(x, 1))),
  logicalXor: (x) => float(tf.logicalXor(tf.less(x, 1), tf.isFinite(x))),
  bitwiseAnd: (x) => float(tf.bitwiseAnd(whole(tf.abs(x)), tf.onesLike(whole(x)))),
  all: (x) => float(tf.all(tf.less(x, 3), 1, true)),
  any: (x) => float(tf.any(tf.less(x, -1), 1, true)),
  onesLike: (x) => tf.onesLike(x),
  zerosLike: (x) => tf.zerosLike(x),
  oneHot: (x) => tf.oneHot(whole(tf.abs(x)), 3, 2, -1, 'float32').sum(-1),
  searchSorted: (x) => float(tf.searchSorted(tf.tensor2d([[-1, 0, 1]]).tile([2, 1]), x)),
  lowerBound: (x) => float(tf.lowerBound(tf.tensor2d([[-1, 0, 1]]).tile([2, 1]), x)),
  upperBound: (x) => float(tf.upperBound(tf.tensor2d([[-1, 0, 1]]).tile([2, 1]), x)),
  'gather: indices that were cast': (x) => tf.gather(tf.tensor1d([0.5, -1, 2]), whole(tf.abs(x))),
  'where: between constants': (x) => tf.where(tf.greater(x, 0), tf.onesLike(x), tf.zerosLike(x)),
}).map(([name, cut]) =>
  opCase(`${name}${name.includes(':') ? ',' : ':'} beside a square`, (x) => tf.add(tf.square(x), cut(x)), [
    [
      [0.3, -0.7, 1.2],
      [-1.8, 0.9, -0.4],
    ],
  ]),
);

const [a, b] = [
  [2, 1, 3],
  [4, 1],
] as const;

/** Ops of two tensors, of which one is broadcast. */
const ofTwo: readonly GradientCase[] = [
  ...(['add', 'sub', 'mul', 'div', 'maximum', 'minimum', 'squaredDifference', 'atan2', 'divNoNan'] as const).flatMap(
    (name) => [
      opCase(name, (x, y) => tf[name](x, y), [a, b]),
      opCase(`${name}: the other way`, (x, y) => tf[name](x, y), [b, a]),
      opCase(`${name}: with a scalar`, (x, y) => tf[name](x, y), [[2, 3], []]),
    ],
  ),
  opCase('mod', (x, y) => tf.mod(x, y), [[[0.7, 2.5, 4.9]], [[1.9]]]),
  opCase('mod: of negative numbers', (x, y) => tf.mod(x, y), [[[-0.7, -2.5, 4.9]], [[1.9, 1.8, -2.1]]]),
  opCase('pow', (x, y) => tf.pow(x, y), [between(0.5, 2), [[1.3, 2.1, 0.7, 3.2, -0.6, 1.7]]]),
  opCase('pow: by whole numbers', (x) => tf.pow(x, tf.tensor1d([0, 1, 2, 3])), [[[0.5, -0.8, 0.4, -1.2]]]),
  opCase('pow: of a broadcast base', (x, y) => tf.pow(x, y), [[[1.4], [0.6]], [[1.3, 2.1, 0.7]]]),
  opCase(
    'where',
    (x, y) => tf.where(tf.tensor2d([[1, 0, 1]], [1, 3], 'bool').tile([2, 1]), tf.square(x), tf.mul(x, y)),
    [
      [2, 3],
      [2, 3],
    ],
  ),
  opCase('where: on a tracked condition', (x, y) => tf.where(tf.greater(x, y), tf.square(x), tf.mul(x, y)), [
    [2, 3],
    [2, 3],
  ]),
  opCase('where: broadcast', (x, y) => tf.where(tf.greater(x, 0), x, tf.square(y)), [[2, 3], [3]]),
  opCase('addN', (x, y) => tf.addN([x, y, tf.square(x)]), [
    [2, 3],
    [2, 3],
  ]),
  opCase('movingAverage', (x, y) => tf.movingAverage(x, tf.square(y), 0.8, undefined, false), [
    [2, 3],
    [2, 3],
  ]),
];

/** Ops of each number for itself. */
export const elementwise: readonly GradientCase[] = [...ofOne, ...cutting, ...ofTwo];
