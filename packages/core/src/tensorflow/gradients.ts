import * as tf from '@tensorflow/tfjs';

/** A value and its gradients. */
export interface ValueAndGradients {
  /** The value. */
  readonly value: tf.Scalar;
  /** A gradient for each parameter, of its shape. */
  readonly gradients: tf.Tensor[];
}

/**
 * The value of a scalar function and its gradients with respect to tensors that it uses. A tensor that the value does
 * not depend on has gradient zero.
 */
export function valueAndGradients(compute: () => tf.Scalar, parameters: readonly tf.Tensor[]): ValueAndGradients {
  if (parameters.length === 0) return { value: compute(), gradients: [] };
  const engine = tf.engine();
  try {
    const { value, grads } = engine.gradients(compute, [...parameters], undefined, true);
    // TensorFlow.js leaves out what is not reached, against its type.
    const reached = grads as (tf.Tensor | undefined)[];
    return { value, gradients: reached.map((gradient, index) => gradient ?? tf.zerosLike(parameters[index]!)) };
  } catch (error) {
    freeTape();
    throw error;
  }
}

/** After an error TensorFlow.js keeps the tensors that it saved for the way back. */
function freeTape(): void {
  const { state } = tf.engine() as unknown as {
    state: { gradientDepth: number; activeTape: { saved?: tf.Tensor[] }[] | null };
  };
  if (state.gradientDepth > 0 || state.activeTape === null) return;
  for (const { saved } of state.activeTape) for (const tensor of saved ?? []) if (!tensor.isDisposed) tensor.dispose();
  state.activeTape = null;
}
