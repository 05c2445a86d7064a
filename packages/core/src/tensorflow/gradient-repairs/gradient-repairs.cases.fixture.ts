import * as tf from '@tensorflow/tfjs';

import type { GradientCase } from './differences.fixture.js';

type Compute = GradientCase['compute'];
type Inputs = GradientCase['inputs'];
type Unary = (x: tf.Tensor) => tf.Tensor;

const between = (low: number, high: number): number[][] => [
  Array.from({ length: 6 }, (_, at) => low + ((high - low) * (at + 0.5)) / 6),
];

const unary = (names: readonly string[], values: Inputs[number]): GradientCase[] =>
  names.map((name) => ({ name, compute: (tf as unknown as Record<string, Unary>)[name]!, inputs: [values] }));

const one = (name: string, compute: Compute, ...inputs: Inputs): GradientCase => ({ name, compute, inputs });

const ids = (...values: number[]): tf.Tensor1D => tf.tensor1d(values, 'int32');

/** Ops of one value for another. */
const ofOne: GradientCase[] = [
  ...unary(
    [
      'exp',
      'expm1',
      'sigmoid',
      'tanh',
      'softplus',
      'sin',
      'cos',
      'sinh',
      'cosh',
      'atan',
      'asinh',
      'erf',
      'elu',
      'selu',
      'relu',
      'leakyRelu',
      'square',
      'neg',
      'abs',
      'reciprocal',
      'logSigmoid',
      'relu6',
    ],
    [2, 3],
  ),
  ...unary(['floor', 'sign', 'step', 'round', 'ceil'], [[0.3, -0.7, 1.2, -1.8]]),
  ...unary(['log', 'log1p', 'sqrt', 'rsqrt'], between(0.6, 3)),
  ...unary(['asin', 'acos', 'atanh', 'tan'], between(-0.7, 0.7)),
  ...unary(['acosh'], between(1.5, 4)),
  one('clipByValue', (x) => tf.clipByValue(x, -1, 1.1), [2, 3]),
  one('prelu', (x, alpha) => tf.prelu(x, alpha), [2, 3], [2, 3]),
  one('softmax', (x) => tf.softmax(x), [2, 3]),
  one('logSoftmax', (x) => tf.logSoftmax(x), [2, 3]),
  one('logSumExp', (x) => tf.logSumExp(x, -1), [2, 3]),
  one('cast to int32 and back', (x) => tf.mul(x, tf.cast(tf.cast(x, 'int32'), 'float32')), [2, 3]),
  one('cast to bool and back', (x) => tf.mul(x, tf.cast(tf.cast(x, 'bool'), 'float32')), [2, 3]),
];

const float = (x: tf.Tensor): tf.Tensor => tf.cast(x, 'float32');
const whole = (x: tf.Tensor): tf.Tensor => tf.cast(x, 'int32');

/** Steps through which no gradient passes, beside one through which it does. */
const cutting: GradientCase[] = Object.entries<Unary>({
  round: tf.round,
  floor: tf.floor,
  ceil: tf.ceil,
  sign: tf.sign,
  step: (x) => tf.step(x, 0.5),
  'floorDiv by two': (x) => float(tf.floorDiv(x, 2)),
  'floorDiv by it': (x) => float(tf.floorDiv(5, tf.add(x, 6))),
  'a cast to int32': (x) => float(whole(x)),
  'a cast to bool': (x) => float(tf.cast(x, 'bool')),
  'arithmetic of int32': (x) => tf.div(tf.add(whole(x), 3), 2),
  'argMin and argMax': (x) => tf.expandDims(tf.add(float(tf.argMin(x, 1)), float(tf.argMax(x, 1))), 1),
  'positions of topk': (x) => tf.sum(float(tf.topk(x, 2).indices), 1, true),
  comparisons: (x) => tf.add(float(tf.greater(x, 1)), float(tf.lessEqual(x, -1))),
  logic: (x) => float(tf.logicalNot(tf.logicalXor(tf.less(x, 1), tf.isFinite(x)))),
  'oneHot of what was cast': (x) => tf.oneHot(whole(tf.abs(x)), 3, 2, -1, 'float32').sum(-1),
  'indices that were cast': (x) => tf.gather(tf.tensor1d([0.5, -1, 2]), whole(tf.abs(x))),
  'where between constants': (x) => tf.where(tf.greater(x, 0), tf.onesLike(x), tf.zerosLike(x)),
}).map(([name, cut]) =>
  one(`a square beside ${name}`, (x) => tf.add(tf.square(x), cut(x)), [
    [0.3, -0.7, 1.2],
    [-1.8, 0.9, -0.4],
  ]),
);

const a = [2, 1, 3];
const b = [4, 1];

/** Ops of two tensors, of which one is broadcast. */
const ofTwo: GradientCase[] = [
  ...(['add', 'sub', 'mul', 'div', 'maximum', 'minimum', 'squaredDifference', 'atan2', 'divNoNan'] as const).flatMap(
    (name) => [
      one(name, (x, y) => tf[name](x, y), a, b),
      one(`${name}, the other way`, (x, y) => tf[name](x, y), b, a),
      one(`${name} with a scalar`, (x, y) => tf[name](x, y), [2, 3], []),
    ],
  ),
  one('mod', (x, y) => tf.mod(x, y), [[0.7, 2.5, 4.9]], [[1.9]]),
  one('pow', (x, y) => tf.pow(x, y), between(0.5, 2), [[1.3, 2.1, 0.7, 3.2, -0.6, 1.7]]),
  one('pow by whole numbers', (x) => tf.pow(x, tf.tensor1d([0, 1, 2, 3])), [[0.5, -0.8, 0.4, -1.2]]),
  one('where on a tracked condition', (x, y) => tf.where(tf.greater(x, y), tf.square(x), tf.mul(x, y)), [2, 3], [2, 3]),
  one(
    'where on all and any',
    (x) => tf.mul(x, tf.cast(tf.logicalAnd(tf.any(tf.less(x, 0)), tf.notEqual(x, 3)), 'float32')),
    [2, 3],
  ),
  one('addN', (x, y) => tf.addN([x, y, x]), [2, 3], [2, 3]),
];

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
];

/** Ops over axes. */
const overAxes: GradientCase[] = [
  ...(['sum', 'mean', 'max', 'min', 'prod'] as const).flatMap((name) => [
    one(name, (x) => tf[name](x), [2, 3]),
    one(`${name} over an axis`, (x) => tf[name](x, 1), apart),
    one(`${name} over a negative axis, kept`, (x) => tf[name](x, -2, true), apart),
    one(`${name} over two axes`, (x) => tf[name](x, [0, 2]), [2, 3, 2]),
  ]),
  one('prod with a zero', (x) => tf.prod(x, 1), [
    [0, 1.2, -0.7],
    [0.4, 0.9, 1.1],
  ]),
  ...[false, true].flatMap((exclusive) =>
    [false, true].flatMap((reverse) => [
      one(`cumsum ${exclusive} ${reverse}`, (x) => tf.cumsum(x, 1, exclusive, reverse), [2, 3, 2]),
      one(`cumprod ${exclusive} ${reverse}`, (x) => tf.cumprod(x, 1, exclusive, reverse), [2, 3, 2]),
    ]),
  ),
  one('cumprod with a zero', (x) => tf.cumprod(x, 0), [[0.7], [0], [1.2]]),
  one('moments', (x) => tf.moments(x, [0, 2]).variance, [2, 3, 2]),
  one('norm', (x) => tf.norm(x, 2, 1), [2, 3]),
  one('topk', (x) => tf.topk(x, 2).values, [
    [0.3, -0.9, 1.4, 0.7, 1.1],
    [1.1, 0.4, -0.6, -1.5, 1.7],
  ]),
  one('argMax as a factor', (x) => tf.mul(x, tf.cast(tf.expandDims(tf.argMax(x, 1), 1), 'float32')), [2, 3]),
];

/** Products. */
const ofMatrices: GradientCase[] = [
  ...[false, true].flatMap((left) =>
    [false, true].map((right) =>
      one(
        `matMul ${left} ${right}`,
        (x, y) => tf.matMul(x, y, left, right),
        left ? [4, 2] : [2, 4],
        right ? [3, 4] : [4, 3],
      ),
    ),
  ),
  one('matMul of one with many', (x, y) => tf.matMul(x, y), [1, 2, 3], [4, 3, 2]),
  one('matMul of many with a matrix', (x, y) => tf.matMul(x, y), [4, 2, 3], [3, 2]),
  one('matMul, broadcast and transposed', (x, y) => tf.matMul(x, y, true, true), [2, 2, 3, 2], [1, 1, 2, 3]),
  one('dot', (x, y) => tf.dot(x, y), [2, 3], [3]),
  one('einsum of two', (x, y) => tf.einsum('ij,jk->ki', x, y), [2, 3], [3, 2]),
  one('einsum of batches', (x, y) => tf.einsum('bij,bkj->bik', x, y), [2, 2, 3], [2, 2, 3]),
  one('einsum of one', (x) => tf.einsum('ij->j', x), [2, 3]),
  one('einsum that transposes', (x) => tf.einsum('ij->ji', x), [2, 3]),
  one('fused matMul', (x, y, z) => tf.fused.matMul({ a: x, b: y, bias: z, activation: 'relu' }), [2, 3], [3, 2], [2]),
];

/** Ops that move values. */
const moving: GradientCase[] = [
  one(
    'mirrorPad reflect',
    (x) =>
      tf.mirrorPad(
        x,
        [
          [1, 2],
          [2, 0],
        ],
        'reflect',
      ),
    [3, 4],
  ),
  one(
    'mirrorPad symmetric',
    (x) =>
      tf.mirrorPad(
        x,
        [
          [2, 1],
          [0, 4],
        ],
        'symmetric',
      ),
    [3, 4],
  ),
  one(
    'pad',
    (x) =>
      tf.pad(
        x,
        [
          [1, 2],
          [0, 1],
        ],
        3,
      ),
    [2, 3],
  ),
  one('slice', (x) => tf.slice(x, [0, 1], [1, -1]), [2, 3]),
  one('stridedSlice', (x) => tf.stridedSlice(x, [0, 1], [5, 4], [2, 2]), [5, 4]),
  one('stridedSlice backwards', (x) => tf.stridedSlice(x, [4, 3], [0, 0], [-3, -1]), [5, 4]),
  one('stridedSlice with masks', (x) => tf.stridedSlice(x, [0, 1, 0], [5, 2, 2], [1, 1, 1], 0, 4, 0, 0, 2), [5, 4, 3]),
  one('stridedSlice with a new axis', (x) => tf.stridedSlice(x, [0, 0, 0], [2, 1, 3], [1, 1, 2], 0, 0, 0, 2), [2, 3]),
  one('concat', (x, y) => tf.concat([x, y], 1), [2, 1], [2, 2]),
  one('concat of one', (x) => tf.concat([x], 0), [2, 3]),
  one('stack', (x, y) => tf.stack([x, y], 1), [2, 3], [2, 3]),
  one('unstack', (x) => tf.unstack(x, 1)[1]!, [2, 3]),
  one('unstack of one', (x) => tf.unstack(x, 1)[0]!, [2, 1, 2]),
  one('split', (x) => tf.split(x, [1, 2], 1)[1]!, [2, 3]),
  one('split into one', (x) => tf.split(x, 1, 1)[0]!, [2, 3]),
  one('tile', (x) => tf.tile(x, [2, 1, 3]), [2, 1, 2]),
  one('tile of rank 5', (x) => tf.tile(x, [2, 1, 1, 1, 3]), [1, 2, 1, 1, 2]),
  one('tile of rank 6', (x) => tf.tile(x, [1, 1, 2, 1, 2, 1]), [1, 1, 2, 1, 1, 2]),
  one('broadcastTo', (x) => tf.broadcastTo(x, [2, 2, 3]), [2, 1]),
  one('transpose', (x) => tf.transpose(x, [2, 0, 1]), [2, 3, 2]),
  one('reverse', (x) => tf.reverse(x, [0, -1]), [2, 3, 2]),
  one('diag', (x) => tf.diag(x), [3]),
  one('expandDims', (x) => tf.expandDims(x, -1), [2, 3]),
  one(
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
  one(
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
  one('depthToSpace', (x) => tf.depthToSpace(x as tf.Tensor4D, 2), [2, 1, 2, 8]),
  one('flipLeftRight', (x) => tf.image.flipLeftRight(x as tf.Tensor4D), [1, 2, 3, 1]),
];

/** Ops with indices. */
const lookingUp: GradientCase[] = [
  one('gather', (x) => tf.gather(x, ids(1, 1, 0)), [2, 3]),
  one(
    'gather along an inner axis',
    (x) =>
      tf.gather(
        x,
        tf.tensor2d(
          [
            [1, 1],
            [0, 2],
          ],
          [2, 2],
          'int32',
        ),
        1,
      ),
    [2, 3, 2],
  ),
  one('gather along a negative axis', (x) => tf.gather(x, ids(2, 0), -1), [2, 3]),
  one(
    'gather of batches',
    (x) =>
      tf.gather(
        x,
        tf.tensor2d(
          [
            [1, 1],
            [0, 2],
          ],
          [2, 2],
          'int32',
        ),
        1,
        1,
      ),
    [2, 3, 2],
  ),
  one(
    'gatherND',
    (x) =>
      tf.gatherND(
        x,
        tf.tensor2d(
          [
            [1, 1],
            [0, 2],
            [1, 1],
          ],
          [3, 2],
          'int32',
        ),
      ),
    [2, 3, 2],
  ),
  one('scatterND', (x) => tf.scatterND(tf.tensor2d([[1], [3], [1]], [3, 1], 'int32'), x, [4, 2]), [3, 2]),
  one(
    'tensorScatterUpdate',
    (x, y) => tf.tensorScatterUpdate(x, tf.tensor2d([[1], [3]], [2, 1], 'int32'), y),
    [4, 2],
    [2, 2],
  ),
  one('sparseToDense', (x, y) => tf.sparseToDense(ids(1, 3), x, [5], y as tf.Scalar), [2], []),
  one('unsortedSegmentSum', (x) => tf.unsortedSegmentSum(x, ids(1, 0, 1), 3), [3, 2]),
];

const image = [2, 5, 4, 2];
const filter = [3, 2, 2, 3];

/** Convolutions. */
const convolving: GradientCase[] = [
  one('conv2d', (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'same'), image, filter),
  one(
    'conv2d, dilated',
    (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same', 'NHWC', [2, 3]),
    [1, 5, 6, 2],
    filter,
  ),
  one(
    'conv2d, dilated, valid',
    (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'valid', 'NHWC', 2),
    [1, 6, 4, 2],
    filter,
  ),
  one(
    'conv1d, dilated',
    (x, w) => tf.conv1d(x as tf.Tensor3D, w as tf.Tensor3D, 1, 'same', 'NWC', 3),
    [1, 7, 2],
    [3, 2, 2],
  ),
  one(
    'conv2dTranspose',
    (x, w) => tf.conv2dTranspose(x as tf.Tensor4D, w as tf.Tensor4D, [1, 5, 4, 2], 2, 'same'),
    [1, 3, 2, 3],
    filter,
  ),
  one(
    'depthwiseConv2d',
    (x, w) => tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'same'),
    [1, 4, 4, 2],
    [2, 3, 2, 2],
  ),
  one(
    'depthwiseConv2d, dilated',
    (x, w) => tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same', 'NHWC', 2),
    [1, 4, 5, 2],
    [2, 3, 2, 2],
  ),
  one(
    'separableConv2d',
    (x, d, p) => tf.separableConv2d(x as tf.Tensor4D, d as tf.Tensor4D, p as tf.Tensor4D, 1, 'same'),
    [1, 3, 3, 2],
    [2, 2, 2, 1],
    [1, 1, 2, 2],
  ),
  one('conv3d', (x, w) => tf.conv3d(x as tf.Tensor5D, w as tf.Tensor5D, 1, 'same'), [1, 2, 3, 2, 2], [2, 2, 1, 2, 1]),
  one(
    'conv3d, dilated',
    (x, w) => tf.conv3d(x as tf.Tensor5D, w as tf.Tensor5D, 1, 'same', 'NDHWC', 2),
    [1, 3, 3, 2, 1],
    [2, 2, 1, 1, 2],
  ),
  one(
    'conv3dTranspose',
    (x, w) => tf.conv3dTranspose(x as tf.Tensor5D, w as tf.Tensor5D, [1, 3, 3, 2, 2], 1, 'valid'),
    [1, 2, 2, 2, 1],
    [2, 2, 1, 2, 1],
  ),
];

/** Other functions of images. */
const ofImages: GradientCase[] = [
  one('avgPool', (x) => tf.avgPool(x as tf.Tensor4D, 2, 2, 'valid'), [1, 4, 4, 2]),
  one('avgPool3d', (x) => tf.avgPool3d(x as tf.Tensor5D, 2, 1, 'valid'), [1, 3, 2, 3, 1]),
  one('avgPool, overlapping, padded', (x) => tf.avgPool(x as tf.Tensor4D, 3, 2, 'same'), [1, 3, 4, 2]),
  one('avgPool, padded by a number', (x) => tf.avgPool(x as tf.Tensor4D, [2, 3], 1, 1), [2, 3, 4, 1]),
  one('avgPool3d, overlapping, padded', (x) => tf.avgPool3d(x as tf.Tensor5D, 3, 2, 'same'), [1, 3, 4, 2, 1]),
  one('maxPool', (x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'same'), [1, 3, 4, 2]),
  one('resizeBilinear', (x) => tf.image.resizeBilinear(x as tf.Tensor4D, [5, 5]), [2, 3, 3, 1]),
  one('resizeNearestNeighbor', (x) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [4, 6]), [1, 2, 3, 2]),
  one(
    'localResponseNormalization',
    (x) => tf.localResponseNormalization(x as tf.Tensor4D, 1, 1.1, 0.4, 0.6),
    [1, 2, 1, 5],
  ),
  one('batchNorm without scale', (x, m, v, o) => tf.batchNorm(x, m, tf.square(v), o), [2, 2, 3], [3], [3], [3]),
  one('batchNorm without scale and offset', (x, m, v) => tf.batchNorm(x, m, tf.square(v)), [2, 2, 2, 3], [3], [3]),
  one(
    'batchNorm by statistics of the shape of the input',
    (x, m, v, s) => tf.batchNorm(x, m, tf.square(v), undefined, s),
    [2, 3, 2, 2],
    [2, 3, 2, 2],
    [2, 3, 2, 2],
    [2, 3, 2, 2],
  ),
  one(
    'batchNorm',
    (x, m, v, o, s) =>
      tf.batchNorm(x as tf.Tensor4D, m as tf.Tensor1D, tf.square(v) as tf.Tensor1D, o as tf.Tensor1D, s as tf.Tensor1D),
    [2, 2, 2, 3],
    [3],
    [3],
    [3],
    [3],
  ),
];

/** All ops of TensorFlow.js that have a gradient, on shapes that find what is forgotten. */
export const gradientCases: readonly GradientCase[] = [
  ...ofOne,
  ...cutting,
  ...ofTwo,
  ...overAxes,
  ...ofMatrices,
  ...moving,
  ...lookingUp,
  ...convolving,
  ...ofImages,
];

/** Those whose second derivative is an error: their first one is a kernel that chooses positions. */
export const withoutSecond: ReadonlySet<string> = new Set(['maxPool']);
