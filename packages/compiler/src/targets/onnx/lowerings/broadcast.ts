import type { GraphValue } from '../../../graph/graph.js';
import { layoutShape } from '../../../layout/layout.js';
import type { Lowering } from '../lowering.js';

/** A value repeated up to a shape: the compiler's own op, which passes leave where all places are needed. */
export const broadcast: Lowering = {
  ops: ['broadcast'],
  layout: 'same',
  lower({ inputs, outputs }, emit) {
    const [output] = outputs as [GraphValue];
    const shape = layoutShape(output.shape, emit.layoutOf(output));
    emit.define(output, emit.node('Expand', [emit.aligned(inputs['x']!, output), emit.int64s(shape)]));
  },
};
