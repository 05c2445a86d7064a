import type { GraphValue } from '../../../graph/graph.js';
import type { Lowering } from '../lowering.js';

/**
 * Axes in another order. Nothing moves here: the same numbers are the result in another layout, and who wants them in a
 * certain one has them moved there at once, whatever transposes came before.
 */
export const transpose: Lowering = {
  ops: ['Transpose'],
  lower({ inputs, outputs, attributes }, emit) {
    const { x } = inputs as { x: GraphValue };
    const layout = emit.layoutOf(x);
    const perm = attributes['perm'] as number[];
    const axes = x.shape.map((_, place) => (layout.length === 0 ? place : layout[place]!));
    const moved = axes.map((axis) => perm.indexOf(axis));
    const isPlain = moved.every((axis, place) => axis === place);
    emit.define(outputs[0]!, emit.input(x, layout), isPlain ? [] : moved);
  },
};
