import type { KernelArray } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

/** What shapes a product of matrices. */
export interface MatMulAttributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** The products of two batches of matrices, each spread over the other where it has one. */
export function crossedMatMul(
  { a, b }: { readonly a: KernelArray; readonly b: KernelArray },
  { transposeA, transposeB }: MatMulAttributes,
): KernelArray {
  const batch = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const [rows, inner] = transposeA ? [a.shape.at(-1)!, a.shape.at(-2)!] : [a.shape.at(-2)!, a.shape.at(-1)!];
  const columns = transposeB ? b.shape.at(-2)! : b.shape.at(-1)!;
  const shape = [...batch, rows, columns];
  const data = tf.util.makeZerosTypedArray(tf.util.sizeFromShape(shape), a.dtype);
  const [firstA, firstB] = [a, b].map((factor) => starts(factor.shape, batch));
  const [downA, alongA] = transposeA ? [1, rows] : [inner, 1];
  const [downB, alongB] = transposeB ? [1, inner] : [columns, 1];
  let output = 0;
  for (let product = 0; product < firstA!.length; product++) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        let sum = 0;
        for (let index = 0; index < inner; index++) {
          const left = a.data[firstA![product]! + row * downA + index * alongA]!;
          sum += left * b.data[firstB![product]! + index * downB + column * alongB]!;
        }
        data[output++] = sum;
      }
    }
  }
  return { shape, dtype: a.dtype, data };
}

/** For each product of a batch where the matrix of a factor of this shape begins. */
function starts(shape: readonly number[], batch: readonly number[]): number[] {
  let all = [0];
  const steps = tf.util.computeStrides([...shape]);
  for (const [axis, count] of batch.entries()) {
    const own = axis - batch.length + shape.length - 2;
    const step = own < 0 || shape[own] === 1 ? 0 : steps[own]!;
    all = all.flatMap((start) => Array.from({ length: count }, (_, index) => start + index * step));
  }
  return all;
}
