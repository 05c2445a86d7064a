import { UntraceableStepError } from '@lml/core';

import type { GraphDType, GraphValue } from '../../../graph/graph.js';
import { normalAxes } from '@lml/core/engine';
import type { Emitter } from '../emitter.js';
import { layoutAxis, layoutShape } from '../../../layout/layout.js';
import type { Lowering } from '../lowering.js';
import { converted } from './pointwise.js';

interface Running {
  readonly shape: readonly number[];
  readonly axis: number;
  readonly exclusive: boolean;
  readonly reverse: boolean;
  readonly type: GraphDType;
}

/** Running sums and products along an axis. */
export const cumulative: Lowering = {
  ops: ['Cumprod', 'Cumsum'],
  layout: 'same',
  lower({ op, inputs, outputs, attributes }, emit) {
    const { x } = inputs as { x: GraphValue };
    const layout = emit.layoutOf(x);
    const [axis] = normalAxes(attributes['axis'] as number, x.shape.length) as [number];
    const running: Running = {
      shape: layoutShape(x.shape, layout),
      axis: layoutAxis(axis, layout),
      exclusive: attributes['exclusive'] === true,
      reverse: attributes['reverse'] === true,
      type: x.dtype === 'bool' ? 'int32' : x.dtype,
    };
    const name = converted(emit, emit.input(x, layout), x.dtype, running.type);
    emit.define(outputs[0]!, op === 'Cumsum' ? sums(name, running, emit) : products(name, running, emit), layout);
  },
};

function sums(name: string, { axis, exclusive, reverse }: Running, emit: Emitter): string {
  const attributes = { exclusive: Number(exclusive), reverse: Number(reverse) };
  return emit.node('CumSum', [name, emit.int64s([axis], [])], attributes);
}

/**
 * ONNX has no running product: each place is multiplied by the one before it, then by the one two before, by the one four
 * before, until all are in.
 */
function products(name: string, running: Running, emit: Emitter): string {
  const size = running.shape[running.axis]!;
  if (emit.isFree(size)) throw new UntraceableStepError('it multiplies along the batch, whose size is free', undefined);
  let result = running.exclusive ? shifted(name, 1, running, emit) : name;
  for (let distance = 1; distance < size; distance *= 2) {
    result = emit.node('Mul', [result, shifted(result, distance, running, emit)]);
  }
  return result;
}

/** What is so many places before, or behind if it runs backwards; ones where nothing is. */
function shifted(name: string, distance: number, { shape, axis, reverse, type }: Running, emit: Emitter): string {
  const along = (by: number): number[] => shape.map((_, index) => (index === axis ? by : 0));
  const pads = reverse ? [...along(-distance), ...along(distance)] : [...along(distance), ...along(-distance)];
  return emit.node('Pad', [name, emit.int64s(pads), emit.scalar(1, type)]);
}
