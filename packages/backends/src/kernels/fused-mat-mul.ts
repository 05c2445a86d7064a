import * as tf from '@tensorflow/tfjs';

import { isMatrix, withPlainMatrices } from '../shared/packed-matrix.js';
import { wasmKernel } from '../shared/wasm-kernel.js';

/**
 * The product of two matrices plus a bias, through an activation: a dense layer's way forward. It shares with the plain
 * product of TensorFlow.js the store that confuses two shapes of the same data, and is slow in the same places.
 */
export const fusedMatMul = wasmKernel<tf._FusedMatMulInputs, tf._FusedMatMulAttrs>(
  tf._FusedMatMul,
  ({ inputs, attributes, backend, stock }) => {
    const { a, b } = inputs;
    if (!isMatrix(a) || !isMatrix(b)) return stock(inputs, attributes);
    const { transposeA, transposeB } = attributes;
    return withPlainMatrices(backend, [a, b], [transposeA, transposeB], (left, right) =>
      stock({ ...inputs, a: left, b: right }, { ...attributes, transposeA: false, transposeB: false }),
    );
  },
);
