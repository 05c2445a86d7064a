import { allocate, sizeOf, type NdArray } from '@lml/core';

/** An empty accumulator. */
export function zeros(dtype: 'float32' | 'int32', shape: readonly number[]): NdArray {
  return { dtype, shape, data: allocate(dtype, sizeOf(shape)) };
}

/** An accumulator as numbers. */
export function numbersOf(array: NdArray | undefined): number[] {
  return Array.from((array?.data ?? []) as ArrayLike<number>, Number);
}

/** Numbers as a result, one for each class or output. */
export function resultOf(numbers: ArrayLike<number>): NdArray {
  return { dtype: 'float64', shape: [numbers.length], data: Float64Array.from(numbers) };
}

/** A quotient, or `otherwise` where the divisor is 0. */
export function safeDivide(numerator: number, divisor: number, otherwise = 0): number {
  return divisor === 0 ? otherwise : numerator / divisor;
}

/** A table of numbers: rows of columns. */
export type Matrix = readonly (readonly number[])[];

/** The matrices in an array `[…, rows, columns]`. */
export function matricesOf(array: NdArray): Matrix[] {
  const [rows = 0, columns = 0] = array.shape.slice(-2);
  const numbers = numbersOf(array);
  const count = numbers.length / (rows * columns);
  const rowAt = (at: number): number[] => numbers.slice(at * columns, (at + 1) * columns);
  return Array.from({ length: count }, (_, matrix) =>
    Array.from({ length: rows }, (_row, row) => rowAt(matrix * rows + row)),
  );
}

/** The sum of numbers. */
export function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** The sums of the rows and of the columns of a table. */
export function sumsOf(matrix: Matrix): { rows: number[]; columns: number[] } {
  return {
    rows: matrix.map(sumOf),
    columns: (matrix[0] ?? []).map((_, column) => sumOf(matrix.map((row) => row[column]!))),
  };
}

/** The least of numbers, however many there are. */
export function leastOf(numbers: readonly number[]): number {
  return numbers.reduce((least, number) => Math.min(least, number), Infinity);
}

/** The greatest of numbers, however many there are. */
export function greatestOf(numbers: readonly number[]): number {
  return numbers.reduce((greatest, number) => Math.max(greatest, number), -Infinity);
}
