import * as tf from '@tensorflow/tfjs';

/**
 * The same values, through which no gradient passes: for gradients they are a constant, on every engine.
 *
 * @example
 * ```ts
 * import { stopGradient } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * tf.grad((x) => tf.mul(x, stopGradient(x)))(tf.scalar(3)); // => 3
 * ```
 */
export function stopGradient<T extends tf.Tensor>(x: T): T {
  const engine = tf.engine();
  const { state } = engine as unknown as { state: { kernelDepth: number } };
  // As within a kernel, where TensorFlow.js notes nothing for the way back.
  state.kernelDepth++;
  try {
    return engine.runKernel(tf.Identity, { x });
  } finally {
    state.kernelDepth--;
  }
}
