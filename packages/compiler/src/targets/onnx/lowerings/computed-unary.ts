import type { GraphValue } from '../../../graph/graph.js';
import type { Emitter } from '../emitter.js';
import type { Lowering } from '../lowering.js';
import { converted, onFloats, pointwise } from './pointwise.js';

/** The largest float32, and a float32 that nothing is divided by without need. */
const LARGEST = 3.4028234663852886e38;
const TINY = 1e-30;

type Compute = (x: string, emit: Emitter) => string;

const number = (emit: Emitter, value: number): string => emit.scalar(value, 'float32');

/** Functions that ONNX has not got, of those that it has, of floating-point numbers. */
const COMPUTED: Readonly<Record<string, Compute>> = {
  // eˣ − 1 = 2 · eˣᐟ² · sinh(x / 2), which keeps the digits near 0. Below −80 it is −1, where sinh would overflow.
  Expm1(x, emit) {
    const half = emit.node('Mul', [emit.node('Max', [x, number(emit, -80)]), number(emit, 0.5)]);
    const product = emit.node('Mul', [emit.node('Exp', [half]), emit.node('Sinh', [half])]);
    return emit.node('Add', [product, product]);
  },
  // With u = 1 + x, rounded: log(u) + (x − (u − 1)) / u, which gives back what rounding took.
  Log1p(x, emit) {
    const sum = emit.node('Add', [x, number(emit, 1)]);
    const bounded = emit.node('Clip', [sum, number(emit, TINY), number(emit, LARGEST)]);
    const lost = emit.node('Sub', [x, emit.node('Sub', [bounded, number(emit, 1)])]);
    return emit.node('Add', [emit.node('Log', [sum]), emit.node('Div', [lost, bounded])]);
  },
  Rsqrt: (x, emit) => emit.node('Reciprocal', [emit.node('Sqrt', [x])]),
  // TensorFlow.js gives NaN the sign 0.
  Sign(x, emit) {
    return emit.node('Where', [emit.node('IsNaN', [x]), number(emit, 0), emit.node('Sign', [x])]);
  },
};

/** Functions of one value that are computed of what ONNX has. */
export const computedUnary: Lowering = {
  ops: Object.keys(COMPUTED),
  layout: 'same',
  lower({ op, inputs, outputs }, emit) {
    const { x } = inputs as { x: GraphValue };
    const [output] = outputs as [GraphValue];
    const compute = (name: string): string => COMPUTED[op]!(name, emit);
    pointwise(emit, [x], output, onFloats(emit, { from: x.dtype, to: output.dtype }, compute));
  },
};

/** The square, of whole numbers as whole ones. */
export const square: Lowering = {
  ops: ['Square'],
  layout: 'same',
  lower({ inputs, outputs }, emit) {
    const { x } = inputs as { x: GraphValue };
    const type = x.dtype === 'bool' ? 'int32' : x.dtype;
    pointwise(emit, [x], outputs[0]!, (name) => {
      const number = converted(emit, name, x.dtype, type);
      return converted(emit, emit.node('Mul', [number, number]), type, x.dtype);
    });
  },
};

/** Values held between two bounds. */
export const clip: Lowering = {
  ops: ['ClipByValue'],
  layout: 'same',
  lower({ inputs, outputs, attributes }, emit) {
    const { x } = inputs as { x: GraphValue };
    const { clipValueMin, clipValueMax } = attributes as { clipValueMin: number; clipValueMax: number };
    const type = x.dtype === 'float32' ? 'float32' : 'int32';
    // Of whole numbers a bound is whole as well: what comes after its point is cut off.
    const bound = (value: number): string => emit.scalar(type === 'int32' ? wholeBound(value) : value, type);
    pointwise(emit, [x], outputs[0]!, (name) => {
      const number = converted(emit, name, x.dtype, type);
      return converted(emit, emit.node('Clip', [number, bound(clipValueMin), bound(clipValueMax)]), type, x.dtype);
    });
  },
};

function wholeBound(value: number): number {
  return Math.min(Math.max(Math.trunc(value), -(2 ** 31)), 2 ** 31 - 1);
}
