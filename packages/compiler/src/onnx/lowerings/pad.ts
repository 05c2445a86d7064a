import type { GraphValue } from '../../graph/graph.js';
import type { Emitter } from '../emitter.js';
import { layoutShape } from '../layout.js';
import type { Lowering } from '../lowering.js';
import { sliced } from './slice.js';

type Paddings = readonly (readonly [number, number])[];

/** A value with a number all around it. */
export const pad: Lowering = {
  ops: ['PadV2'],
  layout: 'same',
  lower({ inputs, outputs, attributes }, emit) {
    const { x } = inputs as { x: GraphValue };
    const layout = emit.layoutOf(x);
    const constant = emit.scalar(Number(attributes['constantValue'] ?? 0), x.dtype);
    const name = emit.input(x, layout);
    const paddings = layoutShape(attributes['paddings'] as Paddings, layout);
    const isNone = paddings.every(([before, after]) => before === 0 && after === 0);
    // With its axes named ONNX Runtime leaves it alone; it moves others into a pooling after them, whose padding is no zero.
    const axes = emit.int64s(paddings.map((_, axis) => axis));
    emit.define(outputs[0]!, isNone ? name : emit.node('Pad', [name, padsOf(paddings, emit), constant, axes]), layout);
  },
};

/** A value with itself mirrored all around it: at its last places ('reflect') or behind them ('symmetric'). */
export const mirrorPad: Lowering = {
  ops: ['MirrorPad'],
  layout: 'same',
  lower({ inputs, outputs, attributes }, emit) {
    const { x } = inputs as { x: GraphValue };
    const layout = emit.layoutOf(x);
    const name = emit.input(x, layout);
    const paddings = layoutShape(attributes['paddings'] as Paddings, layout);
    const isReflected = attributes['mode'] === 'reflect';
    const mirrored = isReflected
      ? emit.node('Pad', [name, padsOf(paddings, emit)], { mode: 'reflect' })
      : symmetric(name, paddings, layoutShape(x.shape, layout), emit);
    emit.define(outputs[0]!, mirrored, layout);
  },
};

function padsOf(paddings: Paddings, emit: Emitter): string {
  return emit.int64s([...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)]);
}

/** ONNX mirrors at the last places only; this puts reversed slices in front and behind, axis by axis. */
function symmetric(name: string, paddings: Paddings, shape: readonly number[], emit: Emitter): string {
  return paddings.reduce((result, [before, after], axis) => {
    const size = shape[axis]!;
    const backwards = (from: number, count: number): string[] =>
      count === 0 ? [] : [sliced(result, [{ axis, begin: from, end: from - count - size, step: -1 }], emit)];
    const parts = [...backwards(before - 1, before), result, ...backwards(size - 1, after)];
    return parts.length === 1 ? result : emit.node('Concat', parts, { axis });
  }, name);
}
