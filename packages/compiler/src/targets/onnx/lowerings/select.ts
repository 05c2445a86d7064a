import type { GraphValue } from '../../../graph/graph.js';
import type { Emitter } from '../emitter.js';
import type { Lowering } from '../lowering.js';
import { converted, pointwise } from './pointwise.js';

/** One value or another, by a third. A condition of rank 1 beside values of a higher one chooses whole rows. */
export const select: Lowering = {
  ops: ['Select'],
  layout: 'same',
  lower({ inputs, outputs }, emit) {
    const { condition, t, e } = inputs as { condition: GraphValue; t: GraphValue; e: GraphValue };
    const [output] = outputs as [GraphValue];
    const type = (value: GraphValue, name: string): string => converted(emit, name, value.dtype, output.dtype);
    if (condition.shape.length === 1 && output.shape.length > 1) {
      const chosen = emit.reshape(emit.input(condition), [...condition.shape, ...output.shape.slice(1).map(() => 1)]);
      emit.define(output, choose(emit, output, chosen, type(t, emit.input(t)), type(e, emit.input(e))), []);
      return;
    }
    pointwise(emit, [condition, t, e], output, (where, yes, no) =>
      choose(emit, output, where, type(t, yes), type(e, no)),
    );
  },
};

function choose(emit: Emitter, { dtype }: GraphValue, condition: string, yes: string, no: string): string {
  if (dtype !== 'bool') return emit.node('Where', [condition, yes, no]);
  // ONNX Runtime has no Where of truth values.
  const isNot = emit.node('Not', [condition]);
  return emit.node('Or', [emit.node('And', [condition, yes]), emit.node('And', [isNot, no])]);
}
