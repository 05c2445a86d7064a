import * as tf from '@tensorflow/tfjs';

import type { GraphValue } from '../../../graph/graph.js';
import { sliceInfoOf } from '../../../graph/slice-info.js';
import { normalAxes } from '@lml/core/engine';
import type { Emitter } from '../emitter.js';
import { layoutAxis } from '../../../layout/layout.js';
import type { Lowering } from '../lowering.js';

/** What is taken of an axis. */
export interface Cut {
  /** The axis. */
  readonly axis: number;
  /** The first place. */
  readonly begin: number;
  /** The place after the last one; before the first one if it goes backwards. */
  readonly end: number;
  /** The steps, backwards if negative. Default 1. */
  readonly step?: number | undefined;
}

/** Before all places, for what goes backwards to the first one. */
const BEFORE_ALL = -(2 ** 31);

/** A part of a tensor; itself where nothing is cut. */
export function sliced(name: string, cuts: readonly Cut[], emit: Emitter): string {
  if (cuts.length === 0) return name;
  const steps = cuts.map(({ step = 1 }) => step);
  const lists = [cuts.map(({ begin }) => begin), cuts.map(({ end }) => end), cuts.map(({ axis }) => axis)];
  if (steps.some((step) => step !== 1)) lists.push(steps);
  return emit.node('Slice', [name, ...lists.map((list) => emit.int64s(list))]);
}

/** A part of a value, all of whose axes stay. */
export const slice: Lowering = {
  ops: ['Slice'],
  layout: 'same',
  lower({ inputs, outputs, attributes }, emit) {
    const { x } = inputs as { x: GraphValue };
    const [output] = outputs as [GraphValue];
    const layout = emit.layoutOf(x);
    const { begin, size } = attributes as { begin: number[]; size: number[] };
    const [first] = tf.slice_util.parseSliceParams({ shape: x.shape } as tf.Tensor, begin, size);
    const cuts = output.shape.flatMap((length, axis): Cut[] => {
      const place = first![axis]!;
      return length === x.shape[axis] ? [] : [{ axis: layoutAxis(axis, layout), begin: place, end: place + length }];
    });
    emit.define(output, sliced(emit.input(x, layout), cuts, emit), layout);
  },
};

/** A part of a value in steps; axes may go and come. */
export const stridedSlice: Lowering = {
  ops: ['StridedSlice'],
  layout: 'same',
  lower(node, emit) {
    const { x } = node.inputs as { x: GraphValue };
    const [output] = node.outputs as [GraphValue];
    const info = sliceInfoOf(node);
    const keepsAxes = node.attributes['newAxisMask'] === 0 && node.attributes['shrinkAxisMask'] === 0;
    const layout = keepsAxes ? emit.layoutOf(x) : [];
    const cuts = x.shape.flatMap((size, axis): Cut[] => {
      const [begin, end, step] = [info.begin[axis]!, info.end[axis]!, info.strides[axis]!];
      if (begin === 0 && end === size && step === 1) return [];
      return [{ axis: layoutAxis(axis, layout), begin, end: end < 0 ? BEFORE_ALL : end, step }];
    });
    const name = sliced(emit.input(x, layout), cuts, emit);
    emit.define(output, keepsAxes ? name : emit.reshape(name, output.shape), layout);
  },
};

/** Axes in the opposite order. */
export const reverse: Lowering = {
  ops: ['FlipLeftRight', 'Reverse'],
  layout: 'same',
  lower({ op, inputs, outputs, attributes }, emit) {
    const x = (inputs['x'] ?? inputs['image'])!;
    const layout = emit.layoutOf(x);
    const dims = op === 'Reverse' ? normalAxes(attributes['dims'] as number | number[], x.shape.length) : [2];
    const cuts = dims.map((dim): Cut => ({ axis: layoutAxis(dim, layout), begin: -1, end: BEFORE_ALL, step: -1 }));
    emit.define(outputs[0]!, sliced(emit.input(x, layout), cuts, emit), layout);
  },
};
