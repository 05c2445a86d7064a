import type { GraphValue } from '../../../graph/graph.js';
import { normalAxes } from '@lml/core/engine';
import type { Emitter } from '../emitter.js';
import { layoutAxis } from '../../../layout/layout.js';
import type { Lowering } from '../lowering.js';
import { checkedIndices, noteRange } from './indices.js';

/** Places of an axis by their indices; behind shared axes each row has indices of its own. */
export const gather: Lowering = {
  ops: ['GatherV2'],
  layout: 'same',
  lower({ inputs, outputs, attributes }, emit) {
    const { x, indices } = inputs as { x: GraphValue; indices: GraphValue };
    const [output] = outputs as [GraphValue];
    const [axis] = normalAxes(attributes['axis'] as number, x.shape.length) as [number];
    const batchDims = (attributes['batchDims'] as number | undefined) ?? 0;
    const where = checkedIndices(indices, emit);
    noteRange(indices, x.shape[axis]!, emit);
    if (batchDims > 0) {
      emit.define(output, gatherInRows(x, indices, where, { axis, batchDims }, emit), []);
      return;
    }
    // Indices of rank 1 leave the axes where they are.
    const layout = indices.shape.length === 1 ? emit.layoutOf(x) : [];
    const found = emit.node('Gather', [emit.input(x, layout), where], { axis: layoutAxis(axis, layout) });
    emit.define(output, found, layout);
  },
};

interface Rows {
  readonly axis: number;
  readonly batchDims: number;
}

/** The axis is brought behind the shared ones, and what the indices made of it is brought back. */
function gatherInRows(
  x: GraphValue,
  indices: GraphValue,
  where: string,
  { axis, batchDims }: Rows,
  emit: Emitter,
): string {
  const axes = x.shape.map((_, index) => index);
  const shared = axes.slice(0, batchDims);
  const between = axes.slice(batchDims, axis);
  const name = emit.transpose(emit.input(x), x.shape, [...shared, axis, ...between, ...axes.slice(axis + 1)]);
  const columns = emit.reshape(emit.cast(where, 'int64'), [...indices.shape, 1]);
  const found = emit.node('GatherND', [name, columns], { batch_dims: batchDims });
  const own = indices.shape.slice(batchDims);
  const rest = x.shape.slice(axis + 1);
  const sizes = (list: readonly number[]): number[] => list.map((index) => x.shape[index]!);
  const shape = [...sizes(shared), ...own, ...sizes(between), ...rest];
  const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, index) => from + index);
  const order = [
    ...shared,
    ...range(batchDims + own.length, between.length),
    ...range(batchDims, own.length),
    ...range(batchDims + own.length + between.length, rest.length),
  ];
  return emit.transpose(found, shape, order);
}

/** Places by as many indices as there are entries in the last axis. */
export const gatherNd: Lowering = {
  ops: ['GatherNd'],
  lower({ inputs, outputs }, emit) {
    const { params, indices } = inputs as { params: GraphValue; indices: GraphValue };
    const where = emit.cast(checkedIndices(indices, emit), 'int64');
    emit.define(outputs[0]!, emit.node('GatherND', [emit.input(params), where]), []);
  },
};
