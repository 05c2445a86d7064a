import { splatValue } from '../../../graph/graph-builder.js';
import type { GraphValue } from '../../../graph/graph.js';
import { normalAxes } from '@lml/core/engine';
import type { Emitter } from '../emitter.js';
import { layoutAxis } from '../../../layout/layout.js';
import type { Lowering } from '../lowering.js';
import { converted } from './pointwise.js';
import { remainingLayout } from './reduced.js';

/** The largest number that float32 holds. */
const LARGEST = 3.4028234663852886e38;

/** Where along an axis the largest or smallest value is; the first of equal ones. */
export const positions: Lowering = {
  ops: ['ArgMax', 'ArgMin'],
  lower({ op, inputs, outputs, attributes }, emit) {
    const { x } = inputs as { x: GraphValue };
    const layout = emit.layoutOf(x);
    const [axis] = normalAxes(attributes['axis'] as number | number[], x.shape.length) as [number];
    // Of nothing it is the first place in TensorFlow.js; ONNX Runtime has none.
    if (x.shape[axis] === 0) return emit.define(outputs[0]!, emit.input(splatValue(0, outputs[0]!)), []);
    const name = converted(emit, emit.input(x, layout), x.dtype, x.dtype === 'bool' ? 'int32' : x.dtype);
    const found = emit.node(op, [name], { axis: layoutAxis(axis, layout), keepdims: 0 });
    emit.define(outputs[0]!, emit.cast(found, 'int32'), remainingLayout(layout, [axis]));
  },
};

/** The largest values of the last axis in order, and where they are; of equal ones the first comes first, and NaN before all. */
export const topK: Lowering = {
  ops: ['TopK'],
  layout: 'same',
  lower({ inputs, outputs, attributes }, emit) {
    const { x } = inputs as { x: GraphValue };
    const [values, indices] = outputs as [GraphValue, GraphValue];
    if (x.shape.includes(0)) {
      // ONNX Runtime divides by the number of rows, and the process ends.
      for (const output of [values, indices]) emit.define(output, emit.input(splatValue(0, output)), []);
      return;
    }
    const layout = emit.layoutOf(x);
    const axis = layoutAxis(x.shape.length - 1, layout);
    const type = x.dtype === 'bool' ? 'int32' : x.dtype;
    const name = converted(emit, emit.input(x, layout), x.dtype, type);
    const ordered = type === 'float32' ? withoutNaN(name, emit) : name;
    const found = emit.split('TopK', [ordered, emit.int64s([Number(attributes['k'])])], { axis }, 2);
    const taken = ordered === name ? found[0]! : emit.node('GatherElements', [name, found[1]!], { axis });
    emit.define(values, converted(emit, taken, type, x.dtype), layout);
    emit.define(indices, emit.cast(found[1]!, 'int32'), layout);
  },
};

/** Numbers in the same order, of which NaN is the largest; ONNX Runtime would put it anywhere, and others with it. */
function withoutNaN(name: string, emit: Emitter): string {
  const bounded = emit.node('Min', [name, emit.scalar(LARGEST, 'float32')]);
  return emit.node('Where', [emit.node('IsNaN', [name]), emit.scalar(Infinity, 'float32'), bounded]);
}
