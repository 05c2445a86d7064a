import type { GraphValue } from '../../../graph/graph.js';
import type { Lowering } from '../lowering.js';
import { onFloats, pointwise } from './pointwise.js';

/** Kernels that are one op of ONNX, under its name, for floating-point numbers. */
const SAME: Readonly<Record<string, string>> = {
  Abs: 'Abs',
  Acos: 'Acos',
  Acosh: 'Acosh',
  Asin: 'Asin',
  Asinh: 'Asinh',
  Atan: 'Atan',
  Atanh: 'Atanh',
  Ceil: 'Ceil',
  Cos: 'Cos',
  Cosh: 'Cosh',
  Erf: 'Erf',
  Exp: 'Exp',
  Floor: 'Floor',
  Log: 'Log',
  Neg: 'Neg',
  Reciprocal: 'Reciprocal',
  Relu: 'Relu',
  Round: 'Round',
  Sigmoid: 'Sigmoid',
  Sin: 'Sin',
  Sinh: 'Sinh',
  Sqrt: 'Sqrt',
  Tan: 'Tan',
  Tanh: 'Tanh',
};

/** Those that ONNX computes of whole numbers too. */
const OF_INTEGERS = new Set(['Abs', 'Neg', 'Relu']);

/** Functions of one value that ONNX has under another name or the same. */
export const unary: Lowering = {
  ops: Object.keys(SAME),
  layout: 'same',
  lower({ op, inputs, outputs }, emit) {
    const { x } = inputs as { x: GraphValue };
    const [output] = outputs as [GraphValue];
    const apply = (name: string): string => emit.node(SAME[op]!, [name]);
    const isDirect = x.dtype === 'int32' && OF_INTEGERS.has(op);
    pointwise(emit, [x], output, isDirect ? apply : onFloats(emit, { from: x.dtype, to: output.dtype }, apply));
  },
};

/** The opposite of truth values. */
export const logicalNot: Lowering = {
  ops: ['LogicalNot'],
  layout: 'same',
  lower({ inputs, outputs }, emit) {
    emit.elementwise('Not', [inputs['x']!], outputs[0]!);
  },
};
