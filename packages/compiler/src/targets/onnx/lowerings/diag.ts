import { sizeOfShape, type GraphValue } from '../../../graph/graph.js';
import type { Lowering } from '../lowering.js';
import { converted } from './pointwise.js';

/** A value along the diagonal of a square of zeros; its shape comes twice. */
export const diag: Lowering = {
  ops: ['Diag'],
  lower({ inputs, outputs }, emit) {
    const { x } = inputs as { x: GraphValue };
    const [output] = outputs as [GraphValue];
    const size = sizeOfShape(x.shape);
    const type = x.dtype === 'bool' ? 'int32' : x.dtype;
    const row = emit.reshape(converted(emit, emit.input(x), x.dtype, type), [1, size]);
    const indices = Array.from({ length: size }, (_, index) => index);
    const all = (shape: readonly number[]): string => emit.numbers(indices, 'int32', shape);
    const isDiagonal = emit.node('Equal', [all([size, 1]), all([1, size])]);
    const square = emit.node('Where', [isDiagonal, row, emit.scalar(0, type)]);
    emit.define(output, emit.reshape(converted(emit, square, type, x.dtype), output.shape), []);
  },
};
