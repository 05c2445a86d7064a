import { normalAxes, reducedAxes } from '@lml/core/engine';

import { splatValue } from '../../../graph/graph-builder.js';
import { sizeOfShape, type GraphDType, type GraphValue } from '../../../graph/graph.js';
import type { Emitter } from '../emitter.js';
import type { Lowering } from '../lowering.js';
import { FLOAT, int, type, typed } from '../model.js';

/** Kernels that make one number of many. */
export const reductions: Lowering = {
  ops: ['All', 'Any', 'Max', 'Mean', 'Min', 'Prod', 'Sum'],
  lower({ op, inputs, outputs, attributes }, emit) {
    const { x } = inputs as { x: GraphValue };
    const [output] = outputs as [GraphValue];
    const axes = reducedAxes(attributes, x.shape.length);
    const ofTruth: Readonly<Record<string, string>> = { All: 'All', Any: 'Any', Max: 'Any', Min: 'All' };
    const isTruth = x.dtype === 'bool' && ofTruth[op] !== undefined;
    const computed: GraphDType = isTruth ? 'bool' : op === 'Mean' ? 'float32' : x.dtype === 'bool' ? 'int32' : x.dtype;
    const name = emit.cast(emit.input(x), x.dtype, computed);
    const keepDims = attributes['keepDims'] === true;
    const reduced = isColumnSum(op, x, axes)
      ? emit.reshape(
          columnSum(emit.reshape(name, [sizeOfShape(x.shape) / x.shape.at(-1)!, x.shape.at(-1)!])),
          output.shape,
        )
      : emit.reduce(isTruth ? ofTruth[op]! : op, name, axes, keepDims, computed);
    emit.define(output, emit.cast(reduced, computed, output.dtype));

    function columnSum(matrix: string): string {
      return emit.node('BiasAddGrad', [matrix], { ...FLOAT, data_format: 'NHWC' });
    }
  },
};

/** Whether all axes but the last are summed: TensorFlow has an op of its own for the gradients of biases. */
function isColumnSum(op: string, { shape, dtype }: GraphValue, axes: readonly number[]): boolean {
  const isAllButLast = axes.length === shape.length - 1 && axes.every((axis, index) => axis === index);
  return op === 'Sum' && dtype === 'float32' && shape.length > 1 && isAllButLast && sizeOfShape(shape) > 0;
}

/** Where along an axis the largest or smallest value is; the first of equal ones. NaN is passed over. */
export const positions: Lowering = {
  ops: ['ArgMax', 'ArgMin'],
  lower({ op, inputs, outputs, attributes }, emit) {
    const { x } = inputs as { x: GraphValue };
    const [output] = outputs as [GraphValue];
    const [axis] = normalAxes(attributes['axis'] as number | number[], x.shape.length) as [number];
    // Of nothing it is the first place in TensorFlow.js.
    if (x.shape[axis] === 0) return emit.define(output, emit.input(splatValue(0, output)));
    const dtype = x.dtype === 'bool' ? 'int32' : x.dtype;
    const name = withoutNaN(
      emit.cast(emit.input(x), x.dtype, dtype),
      dtype,
      op === 'ArgMax' ? -Infinity : Infinity,
      emit,
    );
    const kinds = { ...typed(dtype), Tidx: type('int32'), output_type: type('int32') };
    emit.define(output, emit.node(op, [name, emit.scalar(axis, 'int32')], kinds));
  },
};

/** Numbers with another one in the place of NaN, of which TensorFlow makes one thing here and another there. */
function withoutNaN(name: string, dtype: GraphDType, value: number, emit: Emitter): string {
  return dtype === 'float32' ? emit.where(emit.float('IsNan', name), emit.scalar(value, dtype), name) : name;
}

/** Sums and products of all values up to a place. */
export const cumulative: Lowering = {
  ops: ['Cumprod', 'Cumsum'],
  lower({ op, inputs, outputs, attributes }, emit) {
    const { x } = inputs as { x: GraphValue };
    const [output] = outputs as [GraphValue];
    const { exclusive = false, reverse = false } = attributes as { exclusive?: boolean; reverse?: boolean };
    const [axis] = normalAxes((attributes['axis'] as number | undefined) ?? 0, x.shape.length) as [number];
    const name = emit.cast(emit.input(x), x.dtype, output.dtype);
    const kinds = { ...typed(output.dtype), Tidx: type('int32'), exclusive, reverse };
    emit.define(output, emit.node(op, [name, emit.scalar(axis, 'int32')], kinds));
  },
};

/** The largest values of the last axis in order, and where they are; NaN comes before all. */
export const topK: Lowering = {
  ops: ['TopK'],
  lower({ inputs, outputs, attributes }, emit) {
    const { x } = inputs as { x: GraphValue };
    const { k } = attributes as { k: number };
    const kinds = { ...typed(x.dtype), Tk: type('int32'), index_type: type('int32'), sorted: true };
    const name = emit.input(x);
    const ordered = withoutNaN(name, x.dtype, Infinity, emit);
    const [values, places] = emit.split('TopKV2', [ordered, emit.scalar(k, 'int32')], kinds, 2) as [string, string];
    const last = x.shape.length - 1;
    const gather = { Tparams: type(x.dtype), Tindices: type('int32'), Taxis: type('int32'), batch_dims: int(last) };
    const own = ordered === name ? values : emit.node('GatherV2', [name, places, emit.scalar(last, 'int32')], gather);
    [own, places].forEach((each, index) => emit.define(outputs[index]!, each));
  },
};

/**
 * Shares of the exponentials of the last axis. Of a row with NaN or infinities TensorFlow makes NaN in some places only, where it is
 * to be NaN in all: so shares are multiplied by the sign of their sum, which is 1 or NaN.
 */
export const softmax: Lowering = {
  ops: ['Softmax'],
  lower({ inputs, outputs }, emit) {
    const { logits } = inputs as { logits: GraphValue };
    const shares = emit.float('Softmax', emit.cast(emit.input(logits), logits.dtype, 'float32'));
    const isNumber = emit.float('Sign', emit.reduce('Sum', shares, [logits.shape.length - 1], true));
    emit.define(outputs[0]!, emit.float('Mul', shares, isNumber));
  },
};
