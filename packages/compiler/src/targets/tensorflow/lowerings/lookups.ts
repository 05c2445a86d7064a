import { normalAxes } from '@lml/core/engine';

import { sizeOfShape, type GraphValue } from '../../../graph/graph.js';
import type { Lowering } from '../lowering.js';
import { int, type, typed } from '../model.js';

const INDICES = { Tindices: type('int32') };

/** Places of an axis by their indices. */
const gather: Lowering = {
  ops: ['GatherV2'],
  lower({ inputs, outputs, attributes }, emit) {
    const { x, indices } = inputs as { x: GraphValue; indices: GraphValue };
    const [axis] = normalAxes(attributes['axis'] as number, x.shape.length) as [number];
    const names = [emit.input(x), emit.input(indices), emit.scalar(axis, 'int32')];
    const batchDims = int((attributes['batchDims'] as number | undefined) ?? 0);
    const kinds = { Tparams: type(x.dtype), ...INDICES, Taxis: type('int32'), batch_dims: batchDims };
    emit.define(outputs[0]!, emit.node('GatherV2', names, kinds));
  },
};

/** Places by as many indices as there are entries in the last axis. */
const gatherNd: Lowering = {
  ops: ['GatherNd'],
  lower({ inputs, outputs }, emit) {
    const { params, indices } = inputs as { params: GraphValue; indices: GraphValue };
    const names = [emit.input(params), emit.input(indices)];
    emit.define(outputs[0]!, emit.node('GatherNd', names, { Tparams: type(params.dtype), ...INDICES }));
  },
};

/** Zeros to which rows are added at their indices. */
const scatterNd: Lowering = {
  ops: ['ScatterNd'],
  lower({ inputs, outputs }, emit) {
    const { indices, updates } = inputs as { indices: GraphValue; updates: GraphValue };
    const [output] = outputs as [GraphValue];
    const names = [emit.input(indices), emit.input(updates), emit.numbers(output.shape, 'int32')];
    emit.define(output, emit.node('ScatterNd', names, { ...typed(output.dtype), ...INDICES }));
  },
};

/** A tensor with other rows at some indices. */
const tensorScatterUpdate: Lowering = {
  ops: ['TensorScatterUpdate'],
  lower({ inputs, outputs }, emit) {
    const [output] = outputs as [GraphValue];
    const names = ['tensor', 'indices', 'updates'].map((key) => emit.input(inputs[key]!));
    emit.define(output, emit.node('TensorScatterUpdate', names, { ...typed(output.dtype), ...INDICES }));
  },
};

/** A number everywhere but at some indices. */
const sparseToDense: Lowering = {
  ops: ['SparseToDense'],
  lower({ inputs, outputs }, emit) {
    const { sparseIndices, sparseValues, defaultValue } = inputs as Record<string, GraphValue>;
    const [output] = outputs as [GraphValue];
    const everywhere = emit.reshape(emit.input(defaultValue!), [], output.dtype);
    const names = [
      emit.input(sparseIndices!),
      emit.numbers(output.shape, 'int32'),
      emit.input(sparseValues!),
      everywhere,
    ];
    const kinds = { ...typed(output.dtype), ...INDICES, validate_indices: false };
    emit.define(output, emit.node('SparseToDense', names, kinds));
  },
};

/** Sums of the rows that belong to one segment; rows of no segment are left out. */
const segmentSum: Lowering = {
  ops: ['UnsortedSegmentSum'],
  lower({ inputs, outputs, attributes }, emit) {
    const { x, segmentIds } = inputs as { x: GraphValue; segmentIds: GraphValue };
    const [output] = outputs as [GraphValue];
    const count = emit.scalar(attributes['numSegments'] as number, 'int32');
    const ids = emit.input(segmentIds);
    // TensorFlow leaves out negative ones, and refuses those that are too large.
    const isInside = emit.node('Less', [ids, count], typed('int32'));
    const where = emit.where(isInside, ids, emit.scalar(-1, 'int32'), 'int32');
    const names = [emit.cast(emit.input(x), x.dtype, output.dtype), where, count];
    const kinds = { ...typed(output.dtype), ...INDICES, Tnumsegments: type('int32') };
    emit.define(output, emit.node('UnsortedSegmentSum', names, kinds));
  },
};

/** A number at the place that an index names and another one elsewhere, also where no place has that index. */
const oneHot: Lowering = {
  ops: ['OneHot'],
  lower({ inputs, outputs, attributes }, emit) {
    const { indices } = inputs as { indices: GraphValue };
    const [output] = outputs as [GraphValue];
    const { depth, onValue = 1, offValue = 0 } = attributes as { depth: number; onValue?: number; offValue?: number };
    const values = [onValue, offValue].map((value) => emit.scalar(value, output.dtype));
    const names = [emit.input(indices), emit.scalar(depth, 'int32'), ...values];
    emit.define(output, emit.node('OneHot', names, { ...typed(output.dtype), TI: type('int32'), axis: int(-1) }));
  },
};

/** How often, or with how much weight, each whole number occurs. */
const bincount: Lowering = {
  ops: ['Bincount', 'DenseBincount'],
  lower({ inputs, outputs, attributes }, emit) {
    const { x, weights } = inputs as { x: GraphValue; weights: GraphValue };
    const [output] = outputs as [GraphValue];
    const isBinary = attributes['binaryOutput'] === true;
    const isWeighted = !isBinary && sizeOfShape(weights.shape) > 0;
    const given = isWeighted
      ? emit.cast(emit.input(weights), weights.dtype, output.dtype)
      : emit.numbers([], output.dtype, [0]);
    const names = [emit.input(x), emit.scalar(attributes['size'] as number, 'int32'), given];
    const kinds = { ...typed(output.dtype), Tidx: type('int32'), binary_output: isBinary };
    emit.define(output, emit.node('DenseBincount', names, kinds));
  },
};

/** Where values belong in rows that are in order. */
const searchSorted: Lowering = {
  ops: ['SearchSorted'],
  lower({ inputs, outputs, attributes }, emit) {
    const { sortedSequence, values } = inputs as { sortedSequence: GraphValue; values: GraphValue };
    const op = attributes['side'] === 'left' ? 'LowerBound' : 'UpperBound';
    const kinds = { ...typed(sortedSequence.dtype), out_type: type('int32') };
    emit.define(outputs[0]!, emit.node(op, [emit.input(sortedSequence), emit.input(values)], kinds));
  },
};

/** What looks up by indices, and puts where they say. */
export const lookups: readonly Lowering[] = [
  bincount,
  gather,
  gatherNd,
  oneHot,
  scatterNd,
  searchSorted,
  segmentSum,
  sparseToDense,
  tensorScatterUpdate,
];
