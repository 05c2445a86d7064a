import type { GraphDType, GraphValue } from '../../../graph/graph.js';
import type { Lowering } from '../lowering.js';
import { converted, pointwise } from './pointwise.js';

const SAME: Readonly<Record<string, string>> = {
  Add: 'Add',
  BitwiseAnd: 'BitwiseAnd',
  Equal: 'Equal',
  Greater: 'Greater',
  GreaterEqual: 'GreaterOrEqual',
  Less: 'Less',
  LessEqual: 'LessOrEqual',
  LogicalAnd: 'And',
  LogicalOr: 'Or',
  Maximum: 'Max',
  Minimum: 'Min',
  Multiply: 'Mul',
  Pow: 'Pow',
  Sub: 'Sub',
};

/** What stands for a function of numbers where it is one of truth values. */
const OF_TRUTH: Readonly<Record<string, string>> = {
  Equal: 'Equal',
  LogicalAnd: 'And',
  LogicalOr: 'Or',
  Maximum: 'Or',
  Minimum: 'And',
  Multiply: 'And',
};

/** Those that give truth values. */
const TESTS = new Set(['Equal', 'Greater', 'GreaterEqual', 'Less', 'LessEqual']);

/** Functions of two values that ONNX has under another name or the same. */
export const binary: Lowering = {
  ops: Object.keys(SAME),
  layout: 'same',
  lower({ op, inputs, outputs }, emit) {
    const { a, b } = inputs as { a: GraphValue; b: GraphValue };
    const [output] = outputs as [GraphValue];
    const ofTruth = a.dtype === 'bool' ? OF_TRUTH[op] : undefined;
    const type: GraphDType = a.dtype === 'bool' && ofTruth === undefined ? 'int32' : a.dtype;
    pointwise(emit, [a, b], output, (...names) => {
      const given = names.map((name) => converted(emit, name, a.dtype, type));
      return converted(emit, emit.node(ofTruth ?? SAME[op]!, given), TESTS.has(op) ? 'bool' : type, output.dtype);
    });
  },
};

/** Whether two values differ; NaN differs from all. */
export const notEqual: Lowering = {
  ops: ['NotEqual'],
  layout: 'same',
  lower({ inputs, outputs }, emit) {
    const compare = (a: string, b: string): string => emit.node('Not', [emit.node('Equal', [a, b])]);
    pointwise(emit, [inputs['a']!, inputs['b']!], outputs[0]!, compare);
  },
};

/** The square of a difference. */
export const squaredDifference: Lowering = {
  ops: ['SquaredDifference'],
  layout: 'same',
  lower({ inputs, outputs }, emit) {
    pointwise(emit, [inputs['a']!, inputs['b']!], outputs[0]!, (a, b) => {
      const difference = emit.node('Sub', [a, b]);
      return emit.node('Mul', [difference, difference]);
    });
  },
};

/** The sum of values of one shape. */
export const addN: Lowering = {
  ops: ['AddN'],
  layout: 'same',
  lower({ inputs, outputs }, emit) {
    const [output] = outputs as [GraphValue];
    pointwise(emit, Object.values(inputs), output, (...names) => {
      // ONNX's Sum knows no whole numbers.
      if (output.dtype === 'float32') return emit.node('Sum', names);
      return names.reduce((sum, name) => emit.node('Add', [sum, name]));
    });
  },
};
