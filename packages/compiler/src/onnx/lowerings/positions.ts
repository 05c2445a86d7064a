import { splatValue } from '../../graph/graph-builder.js';
import type { GraphValue } from '../../graph/graph.js';
import { normalAxes } from '../../trace/kernels/infer.js';
import { layoutAxis } from '../layout.js';
import type { Lowering } from '../lowering.js';
import { converted } from './pointwise.js';
import { remainingLayout } from './reduced.js';

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

/** The largest values of the last axis in order, and where they are; of equal ones the first comes first. */
export const topK: Lowering = {
  ops: ['TopK'],
  layout: 'same',
  lower({ inputs, outputs, attributes }, emit) {
    const { x } = inputs as { x: GraphValue };
    const [values, indices] = outputs as [GraphValue, GraphValue];
    const layout = emit.layoutOf(x);
    const type = x.dtype === 'bool' ? 'int32' : x.dtype;
    const given = [converted(emit, emit.input(x, layout), x.dtype, type), emit.int64s([Number(attributes['k'])])];
    const found = emit.split('TopK', given, { axis: layoutAxis(x.shape.length - 1, layout) }, 2);
    emit.define(values, converted(emit, found[0]!, type, x.dtype), layout);
    emit.define(indices, emit.cast(found[1]!, 'int32'), layout);
  },
};
