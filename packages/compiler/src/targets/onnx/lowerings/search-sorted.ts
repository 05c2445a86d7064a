import type { GraphValue } from '../../../graph/graph.js';
import type { Lowering } from '../lowering.js';

/**
 * Where values belong in rows that are in order: how many come before them, and with the side 'right' how many are equal as
 * well.
 */
export const searchSorted: Lowering = {
  ops: ['SearchSorted'],
  lower({ inputs, outputs, attributes }, emit) {
    const { sortedSequence, values } = inputs as { sortedSequence: GraphValue; values: GraphValue };
    const [rows, length] = sortedSequence.shape as [number, number];
    const sorted = emit.reshape(emit.input(sortedSequence), [rows, 1, length]);
    const wanted = emit.reshape(emit.input(values), [...values.shape, 1]);
    const isBefore = emit.node(attributes['side'] === 'left' ? 'Less' : 'LessOrEqual', [sorted, wanted]);
    const count = emit.node('ReduceSum', [emit.cast(isBefore, 'int32'), emit.int64s([2])], { keepdims: 0 });
    emit.define(outputs[0]!, count, []);
  },
};
