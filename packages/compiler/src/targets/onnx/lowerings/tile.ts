import type { GraphValue } from '../../../graph/graph.js';
import { layoutShape } from '../../../layout/layout.js';
import type { Lowering } from '../lowering.js';

/** A value repeated along its axes. */
export const tile: Lowering = {
  ops: ['Tile'],
  layout: 'same',
  lower({ inputs, outputs, attributes }, emit) {
    const { x } = inputs as { x: GraphValue };
    const [output] = outputs as [GraphValue];
    const layout = emit.layoutOf(x);
    const repeats = attributes['reps'] as number[];
    const name = emit.input(x, layout);
    const isBroadcast = repeats.every((count, axis) => count === 1 || x.shape[axis] === 1);
    const repeated = isBroadcast
      ? emit.node('Expand', [name, emit.int64s(layoutShape(output.shape, layout))])
      : emit.node('Tile', [name, emit.int64s(layoutShape(repeats, layout))]);
    emit.define(output, repeated, layout);
  },
};
