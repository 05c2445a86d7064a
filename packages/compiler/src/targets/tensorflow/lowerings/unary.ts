import type { GraphValue } from '../../../graph/graph.js';
import type { Lowering } from '../lowering.js';
import { typed } from '../model.js';
import { defineOfFloats } from './pointwise.js';

/** Functions of one value, under TensorFlow's names. */
const OPS = [
  'Abs',
  'Acos',
  'Acosh',
  'Asin',
  'Asinh',
  'Atan',
  'Atanh',
  'Ceil',
  'Cos',
  'Cosh',
  'Elu',
  'Erf',
  'Exp',
  'Expm1',
  'Floor',
  'Log',
  'Log1p',
  'Neg',
  'Reciprocal',
  'Relu',
  'Relu6',
  'Round',
  'Rsqrt',
  'Selu',
  'Sigmoid',
  'Sin',
  'Sinh',
  'Softplus',
  'Sqrt',
  'Square',
  'Tan',
  'Tanh',
];

/** Those that TensorFlow computes of whole numbers too. */
const OF_INTEGERS = new Set(['Abs', 'Neg', 'Relu', 'Relu6', 'Square']);

/** Functions of one value. */
export const unary: Lowering = {
  ops: OPS,
  lower(node, emit) {
    const { x } = node.inputs as { x: GraphValue };
    if (x.dtype === 'int32' && OF_INTEGERS.has(node.op))
      return emit.define(node.outputs[0]!, emit.node(node.op, [emit.input(x)], typed('int32')));
    // As in fused activations: an op of TensorFlow's making would take NaN for 0.
    const zero = (): string => emit.scalar(0, 'float32');
    defineOfFloats(node, [x], emit, (name) =>
      node.op === 'Relu' ? emit.float('Maximum', name, zero()) : emit.float(node.op, name),
    );
  },
};

/** −1, 0 or 1; 0 at NaN, as TensorFlow.js has it. */
export const sign: Lowering = {
  ops: ['Sign'],
  lower(node, emit) {
    const { x } = node.inputs as { x: GraphValue };
    if (x.dtype === 'int32') return emit.define(node.outputs[0]!, emit.node('Sign', [emit.input(x)], typed('int32')));
    defineOfFloats(node, [x], emit, (name) =>
      emit.where(emit.float('IsNan', name), emit.scalar(0, 'float32'), emit.float('Sign', name)),
    );
  },
};

/** The opposite of truth values. */
export const logicalNot: Lowering = {
  ops: ['LogicalNot'],
  lower({ inputs, outputs }, emit) {
    emit.define(outputs[0]!, emit.node('LogicalNot', [emit.input(inputs['x']!)]));
  },
};

const TESTS: Readonly<Record<string, string>> = { IsFinite: 'IsFinite', IsInf: 'IsInf', IsNan: 'IsNan' };

/** Whether numbers are finite, infinite, none. */
export const numberTests: Lowering = {
  ops: Object.keys(TESTS),
  lower({ op, inputs, outputs }, emit) {
    const { x } = inputs as { x: GraphValue };
    emit.define(outputs[0]!, emit.float(TESTS[op]!, emit.cast(emit.input(x), x.dtype, 'float32')));
  },
};
