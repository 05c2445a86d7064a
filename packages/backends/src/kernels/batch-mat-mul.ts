import * as tf from '@tensorflow/tfjs';

import { isMatrix, withPlainMatrices } from '../shared/packed-matrix.js';
import { wasmKernel } from '../shared/wasm-kernel.js';

/**
 * The product of two matrices. TensorFlow.js's own is slow where one is to be transposed, which both gradients of every
 * dense layer ask for (3 to 4 times, measured on LeNet), and wrong where the same data is multiplied under two shapes.
 */
export const batchMatMul = wasmKernel<tf.BatchMatMulInputs, tf.BatchMatMulAttrs>(
  tf.BatchMatMul,
  ({ inputs, attributes, backend, stock }) => {
    const { a, b } = inputs;
    if (!isMatrix(a) || !isMatrix(b)) return stock(inputs, attributes);
    const { transposeA, transposeB } = attributes;
    return withPlainMatrices(backend, [a, b], [transposeA, transposeB], (left, right) =>
      stock({ a: left, b: right }, { transposeA: false, transposeB: false }),
    );
  },
);
