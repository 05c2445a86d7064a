import type { GraphValue } from '../../../graph/graph.js';
import type { Emitter } from '../emitter.js';
import type { Lowering } from '../lowering.js';
import { onFloats, pointwise } from './pointwise.js';

/** The angle of a point: `a` is its height, `b` how far right it is. Zeros have signs: −0 lies below, or on the left. */
export const atan2: Lowering = {
  ops: ['Atan2'],
  layout: 'same',
  lower({ inputs, outputs }, emit) {
    const { a, b } = inputs as { a: GraphValue; b: GraphValue };
    const [output] = outputs as [GraphValue];
    const compute = (y: string, x: string): string => angle(y, x, emit);
    pointwise(emit, [a, b], output, onFloats(emit, { from: a.dtype, to: output.dtype }, compute));
  },
};

function angle(y: string, x: string, emit: Emitter): string {
  const zero = emit.scalar(0, 'float32');
  // Two infinities count as equally large.
  const size = (name: string): string => emit.node('Min', [emit.node('Abs', [name]), emit.scalar(3e38, 'float32')]);
  const isOrigin = emit.node('And', [emit.node('Equal', [y, zero]), emit.node('Equal', [x, zero])]);
  const slope = emit.node('Div', [size(y), size(x)]);
  const half = emit.node('Where', [isOrigin, zero, emit.node('Atan', [slope])]);
  const turned = emit.node('Sub', [emit.scalar(Math.PI, 'float32'), half]);
  const above = emit.node('Where', [isNegative(x, emit), turned, half]);
  return emit.node('Where', [isNegative(y, emit), emit.node('Neg', [above]), above]);
}

/** Whether numbers are below zero, or −0, of which one over it is −∞. */
function isNegative(name: string, emit: Emitter): string {
  const zero = emit.scalar(0, 'float32');
  const isBelow = emit.node('Less', [name, zero]);
  return emit.node('Or', [isBelow, emit.node('Less', [emit.node('Reciprocal', [name]), zero])]);
}
