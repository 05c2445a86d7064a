import { normalAxes } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import { constantValue, splatValue } from '../../../graph/graph-builder.js';
import type { GraphValue } from '../../../graph/graph.js';
import { sequenceNumbers } from '../../../graph/sequence-numbers.js';
import { sliceInfoOf } from '../../../graph/slice-info.js';
import type { Lowering } from '../lowering.js';
import { int, type, typed } from '../model.js';

type Pairs = readonly (readonly [number, number])[];

/** The same places in another shape. */
const reshape: Lowering = {
  ops: ['ExpandDims', 'Reshape'],
  lower({ inputs, outputs }, emit) {
    const [x] = Object.values(inputs) as [GraphValue];
    const [output] = outputs as [GraphValue];
    emit.define(output, emit.reshape(emit.input(x), output.shape, output.dtype));
  },
};

/** A value repeated up to a shape: the compiler's own op. */
const broadcast: Lowering = {
  ops: ['broadcast'],
  lower({ inputs, outputs }, emit) {
    const [output] = outputs as [GraphValue];
    emit.define(output, emit.broadcast(emit.input(inputs['x']!), output.shape, output.dtype));
  },
};

const transpose: Lowering = {
  ops: ['Transpose'],
  lower({ inputs, outputs, attributes }, emit) {
    const { x } = inputs as { x: GraphValue };
    emit.define(outputs[0]!, emit.transpose(emit.input(x), attributes['perm'] as number[], x.dtype));
  },
};

const concat: Lowering = {
  ops: ['Concat'],
  lower({ inputs, outputs, attributes }, emit) {
    const [output] = outputs as [GraphValue];
    const [axis] = normalAxes(attributes['axis'] as number, output.shape.length) as [number];
    const names = Object.values(inputs).map((value) => emit.input(value));
    emit.define(output, emit.concat(names, axis, output.dtype));
  },
};

const pack: Lowering = {
  ops: ['Pack'],
  lower({ inputs, outputs, attributes }, emit) {
    const [output] = outputs as [GraphValue];
    const names = Object.values(inputs).map((value) => emit.input(value));
    const axis = int(attributes['axis'] as number);
    emit.define(output, emit.node('Pack', names, { ...typed(output.dtype), N: int(names.length), axis }));
  },
};

const unpack: Lowering = {
  ops: ['Unpack'],
  lower({ inputs, outputs, attributes }, emit) {
    const { value } = inputs as { value: GraphValue };
    const kinds = { ...typed(value.dtype), num: int(outputs.length), axis: int(attributes['axis'] as number) };
    const names = emit.split('Unpack', [emit.input(value)], kinds, outputs.length);
    outputs.forEach((output, index) => emit.define(output, names[index]!));
  },
};

const split: Lowering = {
  ops: ['SplitV'],
  lower({ inputs, outputs, attributes }, emit) {
    const { x } = inputs as { x: GraphValue };
    const [axis] = normalAxes(attributes['axis'] as number, x.shape.length) as [number];
    const sizes = outputs.map(({ shape }) => shape[axis]!);
    const names = emit.parts(emit.input(x), sizes, axis, x.dtype);
    outputs.forEach((output, index) => emit.define(output, names[index]!));
  },
};

const slice: Lowering = {
  ops: ['Slice'],
  lower({ inputs, outputs, attributes }, emit) {
    const { x } = inputs as { x: GraphValue };
    const [output] = outputs as [GraphValue];
    const { begin, size } = attributes as { begin: number[]; size: number[] };
    const [first] = tf.slice_util.parseSliceParams({ shape: x.shape } as tf.Tensor, begin, size);
    emit.define(output, emit.slice(emit.input(x), first!, output.shape, x.dtype));
  },
};

const stridedSlice: Lowering = {
  ops: ['StridedSlice'],
  lower(node, emit) {
    const { x } = node.inputs as { x: GraphValue };
    const [output] = node.outputs as [GraphValue];
    const { begin, end, strides } = sliceInfoOf(node);
    // Before the first place: what goes backwards to it has no number to end at.
    const open = end.reduce((mask, place, axis) => (place < 0 ? mask | (1 << axis) : mask), 0);
    const name = emit.strided(emit.input(x), { begin, end, strides, endMask: open }, x.dtype);
    emit.define(output, emit.reshape(name, output.shape, output.dtype));
  },
};

const reverse: Lowering = {
  ops: ['FlipLeftRight', 'Reverse'],
  lower({ op, inputs, outputs, attributes }, emit) {
    const x = (inputs['x'] ?? inputs['image'])!;
    const dims = op === 'Reverse' ? normalAxes(attributes['dims'] as number | number[], x.shape.length) : [2];
    const names = [emit.input(x), emit.numbers(dims, 'int32')];
    emit.define(outputs[0]!, emit.node('ReverseV2', names, { ...typed(x.dtype), Tidx: type('int32') }));
  },
};

const tile: Lowering = {
  ops: ['Tile'],
  lower({ inputs, outputs, attributes }, emit) {
    const { x } = inputs as { x: GraphValue };
    const names = [emit.input(x), emit.numbers(attributes['reps'] as number[], 'int32')];
    emit.define(outputs[0]!, emit.node('Tile', names, { ...typed(x.dtype), Tmultiples: type('int32') }));
  },
};

const pad: Lowering = {
  ops: ['PadV2'],
  lower({ inputs, outputs, attributes }, emit) {
    const { x } = inputs as { x: GraphValue };
    const value = Number(attributes['constantValue'] ?? 0);
    emit.define(outputs[0]!, emit.pad(emit.input(x), attributes['paddings'] as Pairs, value, x.dtype));
  },
};

const mirrorPad: Lowering = {
  ops: ['MirrorPad'],
  lower({ inputs, outputs, attributes }, emit) {
    const { x } = inputs as { x: GraphValue };
    const paddings = attributes['paddings'] as Pairs;
    const names = [emit.input(x), emit.numbers(paddings.flat(), 'int32', [paddings.length, 2])];
    const mode = String(attributes['mode']).toUpperCase();
    emit.define(outputs[0]!, emit.node('MirrorPad', names, { ...typed(x.dtype), Tpaddings: type('int32'), mode }));
  },
};

const spaceToBatch: Lowering = {
  ops: ['SpaceToBatchND', 'BatchToSpaceND'],
  lower({ op, inputs, outputs, attributes }, emit) {
    const { x } = inputs as { x: GraphValue };
    const isSplit = op === 'SpaceToBatchND';
    const pairs = (isSplit ? attributes['paddings'] : attributes['crops']) as Pairs;
    const names = [
      emit.input(x),
      emit.numbers(attributes['blockShape'] as number[], 'int32'),
      emit.numbers(pairs.flat(), 'int32', [pairs.length, 2]),
    ];
    const kind = { [isSplit ? 'Tpaddings' : 'Tcrops']: type('int32') };
    emit.define(outputs[0]!, emit.node(op, names, { ...typed(x.dtype), Tblock_shape: type('int32'), ...kind }));
  },
};

const depthToSpace: Lowering = {
  ops: ['DepthToSpace'],
  lower({ inputs, outputs, attributes }, emit) {
    const { x } = inputs as { x: GraphValue };
    const kinds = { ...typed(x.dtype), block_size: int(attributes['blockSize'] as number), data_format: 'NHWC' };
    emit.define(outputs[0]!, emit.node('DepthToSpace', [emit.input(x)], kinds));
  },
};

const diag: Lowering = {
  ops: ['Diag'],
  lower({ inputs, outputs }, emit) {
    const { x } = inputs as { x: GraphValue };
    const dtype = x.dtype === 'bool' ? 'int32' : x.dtype;
    const square = emit.node('Diag', [emit.cast(emit.input(x), x.dtype, dtype)], typed(dtype));
    emit.define(outputs[0]!, emit.cast(square, dtype, x.dtype));
  },
};

const filled: Lowering = {
  ops: ['Fill', 'OnesLike', 'ZerosLike'],
  lower({ op, outputs, attributes }, emit) {
    const [output] = outputs as [GraphValue];
    const value = op === 'Fill' ? Number(attributes['value']) : Number(op === 'OnesLike');
    emit.define(output, emit.input(splatValue(value, output)));
  },
};

const sequences: Lowering = {
  ops: ['LinSpace', 'Range'],
  lower(node, emit) {
    const [output] = node.outputs as [GraphValue];
    emit.define(output, emit.input(constantValue(sequenceNumbers(node), output)));
  },
};

/** What moves values about. */
export const moves: readonly Lowering[] = [
  broadcast,
  concat,
  depthToSpace,
  diag,
  filled,
  mirrorPad,
  pack,
  pad,
  reshape,
  reverse,
  sequences,
  slice,
  spaceToBatch,
  split,
  stridedSlice,
  tile,
  transpose,
  unpack,
];
