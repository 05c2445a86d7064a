import fc from 'fast-check';
import { bools, floats, wholes } from '../numbers/values.mjs';
import { broadcasting, op, shapes } from './op.mjs';

/** @typedef {import('../numbers/values.mjs').Domain} Domain */

/** Functions of one number, by where they are defined. */
const UNARY = /** @type {Partial<Record<Domain, string[]>>} */ ({
  any: [
    ...[
      'abs',
      'atan',
      'asinh',
      'ceil',
      'cos',
      'cosh',
      'elu',
      'erf',
      'exp',
      'expm1',
      'floor',
      'isFinite',
      'isInf',
      'isNaN',
    ],
    ...[
      'logSigmoid',
      'neg',
      'relu',
      'relu6',
      'round',
      'selu',
      'sigmoid',
      'sign',
      'sin',
      'sinh',
      'softplus',
      'square',
      'step',
    ],
    ...['tan', 'tanh', 'leakyRelu', 'onesLike', 'zerosLike'],
  ],
  positive: ['log', 'log1p', 'reciprocal', 'rsqrt', 'sqrt'],
  unit: ['acos', 'asin', 'atanh'],
  'above-one': ['acosh'],
});

const BINARY = [
  'add',
  'sub',
  'mul',
  'div',
  'divNoNan',
  'maximum',
  'minimum',
  'squaredDifference',
  'mod',
  'floorDiv',
  'atan2',
];
/** They jump where a quotient is whole: with divisors near 0 that is so often that no difference is taken between two jumps. */
const JUMPING = ['mod', 'floorDiv'];
const COMPARISONS = ['equal', 'notEqual', 'less', 'lessEqual', 'greater', 'greaterEqual'];
const LOGICAL = ['logicalAnd', 'logicalOr', 'logicalXor'];
const WHOLE = ['add', 'sub', 'mul', 'maximum', 'minimum', 'mod', 'floorDiv', 'equal', 'less'];
/** Steps through which no gradient passes. */
const CUTS = [
  ...['round(a)', 'floor(a)', 'ceil(a)', 'sign(a)', 'step(a, 0.5)', 'floorDiv(a, 2)', 'floorDiv(2, a)'],
  ...[
    "cast(a, 'int32')",
    "cast(a, 'bool')",
    "div(tf.cast(a, 'int32'), 2)",
    'greater(a, 0)',
    'logicalNot(tf.less(a, 1))',
  ],
  ...['expandDims(tf.argMax(a, -1), -1)', 'expandDims(tf.argMin(a, -1), -1)', 'topk(a, 1).indices', 'isNaN(a)'],
];
const TYPES = /** @type {const} */ (['float32', 'int32', 'bool']);

const unary = Object.entries(UNARY).flatMap(([domain, names]) =>
  names.map((name) =>
    op(name, shapes(0, 3), (shape) => ({
      inputs: [floats(shape, /** @type {Domain} */ (domain))],
      code: `tf.${name}(a)`,
    })),
  ),
);

const binary = [...BINARY, ...COMPARISONS].map((name) =>
  op(name, broadcasting, ([a, b]) => ({
    inputs: [floats(a ?? []), floats(b ?? [], JUMPING.includes(name) ? 'apart' : 'any')],
    code: `tf.${name}(a, b)`,
  })),
);

export const elementwise = [
  ...unary,
  ...binary,
  ...LOGICAL.map((name) =>
    op(name, broadcasting, ([a, b]) => ({ inputs: [bools(a ?? []), bools(b ?? [])], code: `tf.${name}(a, b)` })),
  ),
  ...WHOLE.map((name) =>
    op(`${name} of int32`, broadcasting, ([a, b]) => ({
      inputs: [wholes(a ?? []), wholes(b ?? [])],
      code: `tf.${name}(a, b)`,
    })),
  ),
  op('pow', broadcasting, ([a, b]) => ({
    inputs: [floats(a ?? [], 'positive'), floats(b ?? [])],
    code: 'tf.pow(a, b)',
  })),
  op('where', broadcasting, ([a, b]) => ({
    inputs: [floats(a ?? []), floats(b ?? [])],
    code: 'tf.where(tf.greater(tf.add(a, b), 0), tf.add(a, tf.zerosLike(b)), tf.add(b, tf.zerosLike(a)))',
  })),
  op(
    'cut gradients',
    fc.record({ shape: shapes(1, 2), cut: fc.constantFrom(...CUTS) }),
    // Beyond the range of int32 a cast may give anything.
    ({ shape, cut }) => ({
      inputs: [floats(shape, cut === 'floorDiv(2, a)' ? 'apart' : 'any')],
      code: `tf.add(tf.square(a), tf.cast(tf.${cut}, 'float32'))`,
      finite: true,
    }),
  ),
  op('prelu', shapes(1, 3), (shape) => ({ inputs: [floats(shape), floats(shape.slice(-1))], code: 'tf.prelu(a, b)' })),
  op('clipByValue', shapes(0, 2), (shape) => ({ inputs: [floats(shape)], code: 'tf.clipByValue(a, -0.5, 1)' })),
  op(
    'cast',
    fc.record({ shape: shapes(0, 2), from: fc.constantFrom(...TYPES), to: fc.constantFrom(...TYPES) }),
    ({ shape, from, to }) => ({
      inputs: [from === 'float32' ? floats(shape) : from === 'int32' ? wholes(shape) : bools(shape)],
      code: `tf.cast(a, '${to}')`,
    }),
  ),
];
