import type { GraphDType, GraphValue } from '../../../graph/graph.js';
import type { Lowering } from '../lowering.js';
import { FLOAT, int, typed } from '../model.js';
import { defineOfFloats, operands, truncated } from './pointwise.js';

const NAMES: Readonly<Record<string, string>> = {
  Add: 'AddV2',
  BitwiseAnd: 'BitwiseAnd',
  Equal: 'Equal',
  Greater: 'Greater',
  GreaterEqual: 'GreaterEqual',
  Less: 'Less',
  LessEqual: 'LessEqual',
  LogicalAnd: 'LogicalAnd',
  LogicalOr: 'LogicalOr',
  Maximum: 'Maximum',
  Minimum: 'Minimum',
  Multiply: 'Mul',
  NotEqual: 'NotEqual',
  SquaredDifference: 'SquaredDifference',
  Sub: 'Sub',
};

/** What stands for a function of numbers where it is one of truth values. */
const OF_TRUTH: Readonly<Record<string, string>> = {
  Equal: 'Equal',
  LogicalAnd: 'LogicalAnd',
  LogicalOr: 'LogicalOr',
  Maximum: 'LogicalOr',
  Minimum: 'LogicalAnd',
  Multiply: 'LogicalAnd',
  NotEqual: 'NotEqual',
};

/** Those that give truth values. */
const TESTS = new Set(['Equal', 'Greater', 'GreaterEqual', 'Less', 'LessEqual', 'NotEqual']);

/** Functions of two values that broadcast. */
export const binary: Lowering = {
  ops: Object.keys(NAMES),
  lower({ op, inputs, outputs }, emit) {
    const { a, b } = inputs as { a: GraphValue; b: GraphValue };
    const [output] = outputs as [GraphValue];
    const ofTruth = a.dtype === 'bool' ? OF_TRUTH[op] : undefined;
    const type: GraphDType = a.dtype === 'bool' && ofTruth === undefined ? 'int32' : a.dtype;
    const given = operands(emit, [a, b], output).map((name) => emit.cast(name, a.dtype, type));
    const name = ofTruth ?? NAMES[op]!;
    const result = emit.node(name, given, name.startsWith('Logical') ? {} : typed(type));
    emit.define(output, emit.cast(result, TESTS.has(op) ? 'bool' : type, output.dtype));
  },
};

/** Powers; of whole numbers as floating-point ones, since these may be negative. */
export const power: Lowering = {
  ops: ['Pow'],
  lower({ inputs, outputs }, emit) {
    const { a, b } = inputs as { a: GraphValue; b: GraphValue };
    const [output] = outputs as [GraphValue];
    const names = operands(emit, [a, b], output);
    if (a.dtype === 'float32') return emit.define(output, emit.node('Pow', names, FLOAT));
    const wide = names.map((name) => emit.cast(name, a.dtype, 'float64'));
    emit.define(output, truncated(emit, emit.node('Pow', wide, typed('float64')), 'float64'));
  },
};

/** The angle of two coordinates. */
export const atan2: Lowering = {
  ops: ['Atan2'],
  lower(node, emit) {
    const { a, b } = node.inputs as { a: GraphValue; b: GraphValue };
    defineOfFloats(node, [a, b], emit, (y, x) => emit.float('Atan2', y, x));
  },
};

/** The sum of values of one shape. */
export const addN: Lowering = {
  ops: ['AddN'],
  lower({ inputs, outputs }, emit) {
    const names = Object.values(inputs).map((value) => emit.input(value));
    const [output] = outputs as [GraphValue];
    emit.define(output, emit.node('AddN', names, { ...typed(output.dtype), N: int(names.length) }));
  },
};
