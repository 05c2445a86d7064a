import { areBatchesCrossed } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import { borrow } from '../shared/borrowed-kernel.js';
import { crossedMatMul } from '../shared/crossed-mat-mul.js';
import { isEmpty } from '../shared/empty.js';
import { isMatrix, withPlainMatrices } from '../shared/packed-matrix.js';
import { onWasm, portableKernel } from '../shared/portable-kernel.js';
import { wasmKernel } from '../shared/wasm-kernel.js';

/** The product of two batches of matrices of which each is spread over the other, which TensorFlow.js's own gets wrong. */
export const crossedBatchMatMul = portableKernel<tf.BatchMatMulInputs, tf.BatchMatMulAttrs>(
  tf.BatchMatMul,
  (inputs, attributes) =>
    areBatchesCrossed(inputs.a.shape, inputs.b.shape) ? crossedMatMul(inputs, attributes) : undefined,
);

/**
 * The product of two matrices. TensorFlow.js's own is slow where one is to be transposed, which both gradients of every
 * dense layer ask for (3 to 4 times, measured on LeNet), wrong where the same data is multiplied under two shapes, and gives what
 * lies in memory where there is nothing to multiply.
 */
export const batchMatMul = wasmKernel<tf.BatchMatMulInputs, tf.BatchMatMulAttrs>(tf.BatchMatMul, (call) => {
  const { inputs, attributes, backend, stock } = call;
  const { a, b } = inputs;
  if (isEmpty(a) || isEmpty(b)) return borrow(tf.BatchMatMul, call);
  if (!isMatrix(a) || !isMatrix(b)) return onWasm(crossedBatchMatMul).compute(call as never) as tf.TensorInfo;
  const { transposeA, transposeB } = attributes;
  return withPlainMatrices(backend, [a, b], [transposeA, transposeB], (left, right) =>
    stock({ a: left, b: right }, { transposeA: false, transposeB: false }),
  );
});
