import { splatValue } from '../../../graph/graph-builder.js';
import { sizeOfShape, type GraphValue } from '../../../graph/graph.js';
import type { Lowering } from '../lowering.js';

/**
 * How often, or with how much weight, each whole number occurs, in each row by itself; numbers from the size on are not
 * counted. Negative ones make the run fail.
 */
export const bincount: Lowering = {
  ops: ['Bincount', 'DenseBincount'],
  lower({ inputs, outputs, attributes }, emit) {
    const { x, weights } = inputs as { x: GraphValue; weights: GraphValue };
    const [output] = outputs as [GraphValue];
    const size = attributes['size'] as number;
    const isBinary = attributes['binaryOutput'] === true;
    const numbers = emit.input(x);
    const type = output.dtype;
    const isCounted = emit.node('Less', [numbers, emit.scalar(size, 'int32')]);
    const ones = emit.cast(isCounted, type);
    const isWeighted = !isBinary && sizeOfShape(weights.shape) > 0;
    const updates = isWeighted ? emit.node('Mul', [emit.input(weights), ones]) : ones;
    // What is not counted adds nothing to the first number. Below 0, ONNX Runtime finds all that it refuses.
    const isNegative = emit.node('Less', [numbers, emit.scalar(0, 'int32')]);
    const inside = emit.node('Where', [isCounted, numbers, emit.scalar(0, 'int32')]);
    const where = emit.node('Where', [isNegative, emit.scalar(-size - 1, 'int32'), inside]);
    const reduction = isBinary ? 'max' : 'add';
    const given = [emit.input(splatValue(0, output)), where, updates];
    emit.define(output, emit.node('ScatterElements', given, { axis: x.shape.length - 1, reduction }), []);
  },
};
