import { splatValue } from '../../../../graph/graph-builder.js';
import type { Emitter } from '../../emitter.js';
import { float } from '../../model.js';

/** The sums of the columns of a matrix, `[1, columns]`: a product with a row of ones, or with weights of the rows, a column. */
export function columnSums(emit: Emitter, name: string, rows: number, weights?: string): string {
  if (weights !== undefined) return emit.node('Gemm', [emit.reshape(weights, [1, rows]), name]);
  return emit.node('Gemm', [emit.input(splatValue(1, { shape: [1, rows], dtype: 'float32' })), name]);
}

/** The means of the columns of a matrix, `[1, columns]`. */
export function columnMeans(emit: Emitter, name: string, rows: number): string {
  if (emit.isFree(rows)) return emit.node('ReduceMean', [name, emit.int64s([0])], { keepdims: 1 });
  const ones = emit.input(splatValue(1, { shape: [1, rows], dtype: 'float32' }));
  return emit.node('Gemm', [ones, name], { alpha: float(1 / rows) });
}
