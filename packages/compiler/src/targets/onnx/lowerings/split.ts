import type { GraphValue } from '../../../graph/graph.js';
import { normalAxes } from '@lml/core/engine';
import { layoutAxis } from '../../../layout/layout.js';
import type { Lowering } from '../lowering.js';
import { sliced } from './slice.js';

/**
 * Parts of a value along an axis. Each is a slice of its own: measured as fast as one Split, parts that are not used
 * cost nothing, and on a GPU there is no limit to their number.
 */
export const split: Lowering = {
  ops: ['SplitV'],
  layout: 'same',
  lower({ inputs, outputs, attributes }, emit) {
    const { x } = inputs as { x: GraphValue };
    const layout = emit.layoutOf(x);
    const [axis] = normalAxes(attributes['axis'] as number, x.shape.length) as [number];
    const name = emit.input(x, layout);
    let begin = 0;
    for (const output of outputs) {
      const end = begin + output.shape[axis]!;
      const isWhole = outputs.length === 1;
      emit.define(
        output,
        isWhole ? name : sliced(name, [{ axis: layoutAxis(axis, layout), begin, end }], emit),
        layout,
      );
      begin = end;
    }
  },
};

/** Parts of a value, without the axis along which they lie. */
export const unpack: Lowering = {
  ops: ['Unpack'],
  lower({ inputs, outputs, attributes }, emit) {
    const { value } = inputs as { value: GraphValue };
    const [axis] = normalAxes(attributes['axis'] as number, value.shape.length) as [number];
    const name = emit.input(value);
    outputs.forEach((output, index) => {
      emit.define(output, emit.node('Gather', [name, emit.int64s([index], [])], { axis }), []);
    });
  },
};
