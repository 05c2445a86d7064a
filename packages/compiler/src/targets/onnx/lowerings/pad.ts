import type { GraphValue } from '../../../graph/graph.js';
import type { Emitter } from '../emitter.js';
import { layoutShape } from '../../../layout/layout.js';
import type { Lowering } from '../lowering.js';
import { padded, type Paddings } from '../padded.js';
import { sliced } from './slice.js';

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
    emit.define(outputs[0]!, padded(name, paddings, emit, constant), layout);
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
      ? padded(name, paddings, emit, '', 'reflect')
      : symmetric(name, paddings, layoutShape(x.shape, layout), emit);
    emit.define(outputs[0]!, mirrored, layout);
  },
};

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
