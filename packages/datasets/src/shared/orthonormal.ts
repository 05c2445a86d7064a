import { matrix, type Matrix } from './generated-columns.js';

/**
 * Orthonormal columns that span those of a matrix with at least as many rows: Q of its QR decomposition by Householder
 * reflections, with LAPACK's signs (`dgeqrf`, `dorgqr`).
 */
export function orthonormal({ data, shape }: Matrix): Matrix {
  const [rows = 0, columns = 0] = shape;
  const work = data.slice();
  const factors = new Float64Array(columns);
  for (let at = 0; at < columns; at++) {
    factors[at] = makeReflection(work, rows, columns, at);
    reflect(work, work, rows, columns, at, at + 1, factors[at]!);
  }
  const result = new Float64Array(rows * columns);
  for (let at = columns - 1; at >= 0; at--) {
    result[at * columns + at] = 1;
    reflect(result, work, rows, columns, at, at, factors[at]!);
  }
  return matrix(result, columns);
}

/** Puts the vector of the reflection that clears column `at` below the diagonal there; its first entry, 1, is not stored. */
function makeReflection(work: Float64Array, rows: number, columns: number, at: number): number {
  const head = work[at * columns + at]!;
  let square = 0;
  for (let row = at + 1; row < rows; row++) square += work[row * columns + at]! ** 2;
  if (square === 0) return 0;
  const norm = Math.sqrt(head * head + square);
  const diagonal = head < 0 ? norm : -norm;
  for (let row = at + 1; row < rows; row++) work[row * columns + at]! /= head - diagonal;
  return (diagonal - head) / diagonal;
}

/** Applies the reflection in column `at` of `vectors` to the columns of `target` from `first` on. */
function reflect(
  target: Float64Array,
  vectors: Float64Array,
  rows: number,
  columns: number,
  at: number,
  first: number,
  factor: number,
): void {
  for (let column = first; column < columns; column++) {
    let sum = target[at * columns + column]!;
    for (let row = at + 1; row < rows; row++) sum += vectors[row * columns + at]! * target[row * columns + column]!;
    sum *= factor;
    target[at * columns + column]! -= sum;
    for (let row = at + 1; row < rows; row++) target[row * columns + column]! -= sum * vectors[row * columns + at]!;
  }
}
