import * as tf from '@tensorflow/tfjs';

import { areFinite } from '../shared/finite.js';
import { isMatrix, withPlainMatrices } from '../shared/packed-matrix.js';
import { free, runKernel, wasmKernel, type WasmCall } from '../shared/wasm-kernel.js';

type Call = WasmCall<tf._FusedMatMulInputs, tf._FusedMatMulAttrs>;

/** The kernel of each activation. */
const ACTIVATIONS: Readonly<Record<string, string>> = {
  elu: tf.Elu,
  leakyrelu: tf.LeakyRelu,
  prelu: tf.Prelu,
  relu: tf.Relu,
  relu6: tf.Relu6,
  sigmoid: tf.Sigmoid,
};

/**
 * The product of two matrices plus a bias, through an activation: a dense layer's way forward. TensorFlow.js's own adds the
 * wrong bias, and more than once, for transposed matrices and for batches of matrices; and it shares with its plain product
 * the store that confuses two shapes of the same data; and its activations make numbers of NaN.
 */
export const fusedMatMul = wasmKernel<tf._FusedMatMulInputs, tf._FusedMatMulAttrs>(tf._FusedMatMul, (call) => {
  const { inputs, attributes, backend, stock } = call;
  const { a, b } = inputs;
  const isRight = attributes.activation === 'linear' || areFinite(backend, ...Object.values(inputs));
  if (!isMatrix(a) || !isMatrix(b) || !isRight) return inSteps(call);
  const { transposeA, transposeB } = attributes;
  return withPlainMatrices(backend, [a, b], [transposeA, transposeB], (left, right) =>
    stock({ ...inputs, a: left, b: right }, { ...attributes, transposeA: false, transposeB: false }),
  );
});

/** Batches of matrices, and what is not finite: product, bias, activation. */
function inSteps({ inputs, attributes, backend }: Call): tf.TensorInfo {
  const { a, b, bias, preluActivationWeights } = inputs as tf._FusedMatMulInputs;
  const { transposeA, transposeB, activation, leakyreluAlpha } = attributes;
  const results = [runKernel(backend, tf.BatchMatMul, { a, b }, { transposeA, transposeB })];
  if (bias != null) results.push(runKernel(backend, tf.Add, { a: results.at(-1)!, b: bias }));
  const kernelName = ACTIVATIONS[activation];
  if (kernelName !== undefined) {
    const x = results.at(-1)!;
    const weights = preluActivationWeights == null ? {} : { alpha: preluActivationWeights };
    results.push(runKernel(backend, kernelName, { x, ...weights }, { alpha: leakyreluAlpha }));
  }
  free(backend, ...results.slice(0, -1));
  return results.at(-1)!;
}
