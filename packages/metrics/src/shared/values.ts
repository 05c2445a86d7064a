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
