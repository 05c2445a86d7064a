import { splatValue } from '../../../graph/graph-builder.js';
import { sizeOfShape, type GraphValue } from '../../../graph/graph.js';
import type { Emitter } from '../emitter.js';
import type { Lowering } from '../lowering.js';
import { checkedIndices, isInRange } from './indices.js';

/** Zeros to which rows are added at their indices. */
export const scatterNd: Lowering = {
  ops: ['ScatterNd'],
  lower({ inputs, outputs }, emit) {
    const { indices, updates } = inputs as { indices: GraphValue; updates: GraphValue };
    const [output] = outputs as [GraphValue];
    const where = emit.cast(checkedIndices(indices, emit), 'int64');
    emit.define(output, added(output, where, emit.input(updates), emit), []);
  },
};

/** A tensor with other rows at some indices. */
export const tensorScatterUpdate: Lowering = {
  ops: ['TensorScatterUpdate'],
  lower({ inputs, outputs }, emit) {
    const { tensor, indices, updates } = inputs as { tensor: GraphValue; indices: GraphValue; updates: GraphValue };
    const where = emit.cast(checkedIndices(indices, emit), 'int64');
    emit.define(outputs[0]!, emit.node('ScatterND', [emit.input(tensor), where, emit.input(updates)]), []);
  },
};

/** A number everywhere but at some indices. */
export const sparseToDense: Lowering = {
  ops: ['SparseToDense'],
  lower({ inputs, outputs }, emit) {
    const { sparseIndices, sparseValues, defaultValue } = inputs as Record<string, GraphValue>;
    const [output] = outputs as [GraphValue];
    const rank = output.shape.length;
    const count = sizeOfShape(sparseIndices!.shape) / rank;
    const where = emit.reshape(emit.cast(checkedIndices(sparseIndices!, emit), 'int64'), [count, rank]);
    const values = emit.node('Expand', [emit.input(sparseValues!), emit.int64s([count])]);
    const everywhere = emit.node('Expand', [emit.reshape(emit.input(defaultValue!), []), emit.int64s(output.shape)]);
    emit.define(output, emit.node('ScatterND', [everywhere, where, values]), []);
  },
};

/**
 * Sums of the rows that belong to one segment: a scatter, which was by far the fastest of the ways measured. Rows
 * of no segment are left out; the gradient of a gather has none, since the gather would not have run.
 */
export const segmentSum: Lowering = {
  ops: ['UnsortedSegmentSum'],
  lower({ inputs, outputs, attributes }, emit) {
    const { x, segmentIds } = inputs as { x: GraphValue; segmentIds: GraphValue };
    const [output] = outputs as [GraphValue];
    const count = sizeOfShape(segmentIds.shape);
    const rest = x.shape.slice(segmentIds.shape.length);
    const flat = segmentIds.shape.length === 1 ? emit.input(segmentIds) : emit.reshape(emit.input(segmentIds), [count]);
    const rows = segmentIds.shape.length === 1 ? emit.input(x) : emit.reshape(emit.input(x), [count, ...rest]);
    const numbers = x.dtype === output.dtype ? rows : emit.cast(rows, output.dtype);
    const column = (name: string): string => emit.reshape(name, [count, 1]);
    const size = attributes['numSegments'] as number;
    if (isInRange(segmentIds, size, emit)) {
      emit.define(output, added(output, emit.cast(column(flat), 'int64'), numbers, emit), []);
      return;
    }
    const isInside = withinRange(flat, size, emit);
    const where = emit.node('Where', [isInside, flat, emit.scalar(0, 'int32')]);
    const factor = emit.reshape(emit.cast(isInside, output.dtype), [count, ...rest.map(() => 1)]);
    const kept = emit.node('Mul', [numbers, factor]);
    emit.define(output, added(output, emit.cast(column(where), 'int64'), kept, emit), []);
  },
};

function withinRange(name: string, size: number, emit: Emitter): string {
  const isCounted = emit.node('GreaterOrEqual', [name, emit.scalar(0, 'int32')]);
  return emit.node('And', [isCounted, emit.node('Less', [name, emit.scalar(size, 'int32')])]);
}

function added(output: GraphValue, where: string, updates: string, emit: Emitter): string {
  return emit.node('ScatterND', [emit.input(splatValue(0, output)), where, updates], { reduction: 'add' });
}
