import type { GraphValue } from '../../graph/graph.js';
import type { Emitter } from '../emitter.js';
import type { Lowering } from '../lowering.js';
import { onFloats, pointwise } from './pointwise.js';

/** The angle of a point: `a` is its height, `b` how far right it is. Zeros count as positive, 0 over 0 has the angle 0. */
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
  const number = (value: number): string => emit.scalar(value, 'float32');
  const zero = number(0);
  // Two infinities count as equally large.
  const bounded = (name: string): string => emit.node('Clip', [name, number(-3e38), number(3e38)]);
  const slope = emit.node('Div', [bounded(y), bounded(x)]);
  const isOrigin = emit.node('And', [emit.node('Equal', [y, zero]), emit.node('Equal', [x, zero])]);
  const half = emit.node('Where', [isOrigin, zero, emit.node('Atan', [slope])]);
  // Left of the middle, half a turn is added above and taken away below.
  const turn = emit.node('Where', [emit.node('Less', [y, zero]), number(-Math.PI), number(Math.PI)]);
  const onLeft = emit.node('Where', [emit.node('Less', [x, zero]), turn, zero]);
  return emit.node('Add', [half, onLeft]);
}
