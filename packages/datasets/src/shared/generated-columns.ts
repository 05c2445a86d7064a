import { gatherRows, ndArray, type NdArray, type RandomState } from '@lml/core';

import type { Columns } from './columns-dataset.js';

/** Rows of float64. */
export type Matrix = NdArray<'float64'>;

/** Values as rows of `columns`. */
export function matrix(data: Float64Array, columns: number): Matrix {
  return { dtype: 'float64', shape: [data.length / columns, columns], data };
}

/** A matrix of numbers from the standard normal distribution, drawn row by row. */
export function normalMatrix(random: RandomState, rows: number, columns: number): Matrix {
  return matrix(random.standardNormal(rows * columns), columns);
}

/** The product of two matrices. */
export function product(left: Matrix, right: Matrix): Matrix {
  const [rows = 0, inner = 0] = left.shape;
  const columns = right.shape[1]!;
  const data = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let at = 0; at < inner; at++) {
      const factor = left.data[row * inner + at]!;
      for (let column = 0; column < columns; column++)
        data[row * columns + column]! += factor * right.data[at * columns + column]!;
    }
  return matrix(data, columns);
}

/** Numbers of classes: `counts[0]` times 0, then `counts[1]` times 1 … */
export function labels(counts: readonly number[]): NdArray {
  const data = new Int32Array(counts.reduce((sum, count) => sum + count, 0));
  let start = 0;
  for (const [label, count] of counts.entries()) data.fill(label, start, (start += count));
  return ndArray(data);
}

/** Adds normal noise to each value, in their order. */
export function addNoise(random: RandomState, { data }: NdArray<'float64'>, noise: number): void {
  const draws = random.standardNormal(data.length);
  for (let at = 0; at < data.length; at++) data[at]! += noise * draws[at]!;
}

/** All columns in one random order of the samples. */
export function shuffleSamples(random: RandomState, columns: Readonly<Record<string, NdArray>>): Columns {
  const [first] = Object.values(columns);
  const order = random.permutation(first!.shape[0]!);
  return Object.fromEntries(Object.entries(columns).map(([key, column]) => [key, gatherRows(column, order)]));
}

/** The features in random order. */
export function shuffleFeatures(random: RandomState, { data, shape }: NdArray): Matrix {
  const [rows = 0, columns = 0] = shape;
  const order = random.permutation(columns);
  const shuffled = new Float64Array(data.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      shuffled[row * columns + column] = (data as Float64Array)[row * columns + order[column]!]!;
  return matrix(shuffled, columns);
}
