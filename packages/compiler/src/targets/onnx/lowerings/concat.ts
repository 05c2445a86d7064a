import type { GraphValue } from '../../../graph/graph.js';
import { normalAxes } from '@lml/core/engine';
import { layoutAxis } from '../../../layout/layout.js';
import type { Lowering } from '../lowering.js';

/** Values one after the other along an axis that they have. */
export const concat: Lowering = {
  ops: ['Concat'],
  layout: 'same',
  lower({ inputs, outputs, attributes }, emit) {
    const [output] = outputs as [GraphValue];
    const layout = emit.layoutOf(output);
    const [axis] = normalAxes(attributes['axis'] as number, output.shape.length) as [number];
    const names = Object.values(inputs).map((value) => emit.input(value, layout));
    const name = names.length === 1 ? names[0]! : emit.node('Concat', names, { axis: layoutAxis(axis, layout) });
    emit.define(output, name, layout);
  },
};

/** Values one after the other along a new axis. */
export const pack: Lowering = {
  ops: ['Pack'],
  lower({ inputs, outputs, attributes }, emit) {
    const [output] = outputs as [GraphValue];
    const [axis] = normalAxes(attributes['axis'] as number, output.shape.length) as [number];
    const shape = output.shape.with(axis, 1);
    const names = Object.values(inputs).map((value) => emit.reshape(emit.input(value), shape));
    emit.define(output, names.length === 1 ? names[0]! : emit.node('Concat', names, { axis }), []);
  },
};
