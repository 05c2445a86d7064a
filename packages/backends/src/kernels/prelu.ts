import * as tf from '@tensorflow/tfjs';

import { borrow } from '../shared/borrowed-kernel.js';
import { isEmpty } from '../shared/empty.js';
import { areFinite } from '../shared/finite.js';
import { free, runKernel, wasmKernel } from '../shared/wasm-kernel.js';

/**
 * A linear unit with slopes for negative numbers. TensorFlow.js's own takes slopes that are to be spread one after the other; it
 * fails for nothing, and multiplies slopes by 0 where they do not count, so that ∞ becomes NaN.
 */
export const prelu = wasmKernel<tf.PreluInputs, object>(tf.Prelu, (call) => {
  const { inputs, attributes, backend, stock } = call;
  const { x, alpha } = inputs;
  if (isEmpty(x) || !areFinite(backend, x, alpha)) return borrow(tf.Prelu, call);
  if (tf.util.arraysEqual(x.shape, alpha.shape)) return stock(inputs, attributes);
  const zeros = runKernel(backend, tf.ZerosLike, { x });
  const spread = runKernel(backend, tf.Add, { a: zeros, b: alpha });
  const result = stock({ x, alpha: spread }, attributes);
  free(backend, zeros, spread);
  return result;
});
