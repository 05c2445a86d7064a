import { sizeOfShape } from '../../../graph/graph.js';
import type { Emitter } from '../emitter.js';

/** A matrix by its rows; each is a list of columns and their numbers, all others being 0. */
export type SparseRows = readonly (readonly (readonly [column: number, value: number])[])[];

/** A tensor multiplied along one axis by a matrix of as many rows as the axis has places: a column for each new place. */
export function alongAxis(
  name: string,
  shape: readonly number[],
  axis: number,
  rows: SparseRows,
  columns: number,
  emit: Emitter,
): string {
  const from = shape[axis]!;
  const [outer, inner] = [sizeOfShape(shape.slice(0, axis)), sizeOfShape(shape.slice(axis + 1))];
  const isLast = inner === 1;
  const matrix = new Float32Array(from * columns);
  rows.forEach((row, place) => {
    for (const [column, value] of row) matrix[isLast ? place * columns + column : column * from + place]! += value;
  });
  const product = isLast
    ? emit.node('MatMul', [emit.reshape(name, [outer, from]), emit.numbers(matrix, 'float32', [from, columns])])
    : emit.node('MatMul', [emit.numbers(matrix, 'float32', [columns, from]), emit.reshape(name, [outer, from, inner])]);
  return emit.reshape(product, shape.with(axis, columns));
}
