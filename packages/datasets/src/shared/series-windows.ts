import { allocate as allocateAnew, sizeOf, type NdArray } from '@lml/core';

import type { Allocate } from './merge-rows.js';

/** How windows are cut. */
export interface WindowShape {
  /** Rows of the input. */
  readonly size: number;
  /** Rows of the target. */
  readonly horizon: number;
  /** Rows between the starts of two windows. */
  readonly stride: number;
  /** Rows between input and target. */
  readonly gap: number;
}

/**
 * The first rows of the windows of `length` rows. `codes` are the series of the rows: a window is within rows of one series that follow
 * one another, and the first window of each begins with its first row.
 */
export function windowStarts(
  length: number,
  { size, horizon, stride, gap }: WindowShape,
  codes?: Int32Array,
): Int32Array {
  const span = size + (horizon === 0 ? 0 : gap + horizon);
  const starts: number[] = [];
  for (let begin = 0, end: number; begin < length; begin = end) {
    end = codes === undefined ? length : begin + 1;
    while (end < length && codes?.[end] === codes?.[begin]) end++;
    for (let start = begin; start + span <= end; start += stride) starts.push(start);
  }
  return Int32Array.from(starts);
}

/** Blocks of `rows` rows from each of some starts on: `[starts, rows, …]`. */
export function cutBlocks(
  array: NdArray,
  starts: readonly number[],
  rows: number,
  allocate: Allocate = allocateAnew,
): NdArray {
  const rest = array.shape.slice(1);
  const size = sizeOf(rest);
  const { dtype } = array as NdArray<'float32'>;
  const data = allocate(dtype, starts.length * rows * size);
  const source = array.data as Float32Array;
  starts.forEach((start, at) => data.set(source.subarray(start * size, (start + rows) * size), at * rows * size));
  return { dtype, shape: [starts.length, rows, ...rest], data };
}

/** Some columns of a matrix: `[rows, columns]`, or of one column `[rows]`. */
export function takeColumns(matrix: NdArray, columns: readonly number[]): NdArray {
  const [rows = 0, width = 1] = matrix.shape;
  const { dtype } = matrix as NdArray<'float32'>;
  const source = matrix.data as Float32Array;
  const data = allocateAnew(dtype, rows * columns.length);
  for (let row = 0; row < rows; row++)
    columns.forEach((column, at) => (data[row * columns.length + at] = source[row * width + column]!));
  return { dtype, shape: columns.length === 1 ? [rows] : [rows, columns.length], data };
}
