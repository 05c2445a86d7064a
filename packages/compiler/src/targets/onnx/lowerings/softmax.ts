import type { GraphValue } from '../../../graph/graph.js';
import { layoutAxis } from '../../../layout/layout.js';
import type { Lowering } from '../lowering.js';

/** Softmax over the last axis. */
export const softmax: Lowering = {
  ops: ['Softmax'],
  layout: 'same',
  lower({ inputs, outputs }, emit) {
    const { logits } = inputs as { logits: GraphValue };
    const layout = emit.layoutOf(logits);
    const axis = layoutAxis(logits.shape.length - 1, layout);
    emit.define(outputs[0]!, emit.node('Softmax', [emit.input(logits, layout)], { axis }), layout);
  },
};
