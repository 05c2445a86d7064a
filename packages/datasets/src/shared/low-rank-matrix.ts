import type { RandomState } from '@lml/core';

import { matrix, normalMatrix, product, type Matrix } from './generated-columns.js';
import { orthonormal } from './orthonormal.js';

/**
 * A random matrix whose singular values fall from 1 as a bell of width `rank` does, with a tail of weight `tail` that falls
 * slowly: U · diag(s) · Vᵀ with orthonormal U and V from normal numbers.
 */
export function lowRankMatrix(random: RandomState, rows: number, columns: number, rank: number, tail: number): Matrix {
  const size = Math.min(rows, columns);
  const left = orthonormal(normalMatrix(random, rows, size));
  const right = orthonormal(normalMatrix(random, columns, size));
  const transposed = new Float64Array(right.data.length);
  for (let at = 0; at < size; at++) {
    const value = (1 - tail) * Math.exp(-((at / rank) ** 2)) + tail * Math.exp((-0.1 * at) / rank);
    for (let column = 0; column < columns; column++)
      transposed[at * columns + column] = value * right.data[column * size + at]!;
  }
  return product(left, matrix(transposed, columns));
}
