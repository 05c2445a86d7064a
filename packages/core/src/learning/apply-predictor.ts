import * as tf from '@tensorflow/tfjs';

import type { EngineArray } from '../data/computed-array.js';
import type { NdArray } from '../data/nd-array.js';
import { UndeclaredStateError } from '../errors/undeclared-state-error.js';
import { toNdArray, toTensor } from '../tensorflow/tensors.js';
import type { Predictor } from './predictor.js';

/**
 * Predictions of a predictor for outputs that are on the host, without an engine: to try a predictor, or to use one beside
 * training. What it was fitted to is taken from the predictor itself.
 *
 * Computes on the current TensorFlow.js backend: float64 becomes float32, int64 and uint8 become int32.
 *
 * @throws `LML_NOT_FITTED` if the predictor must be fitted first; `LML_UNDECLARED_STATE` if it reads state that its
 * `state()` does not give; `LML_DTYPE_RANGE` for an int64 that int32 cannot hold; and what the predictor itself throws.
 *
 * @example
 * ```ts
 * import { applyPredictor, ndArray } from '@lml/core';
 * import { classification } from '@lml/predictors';
 *
 * const labels = await applyPredictor(classification(), ndArray([[0.1, 2], [3, -1]]));
 * labels; // => { dtype: 'int32', shape: [2], data: Int32Array.of(1, 0) }
 * ```
 */
export async function applyPredictor(predictor: Predictor, output: NdArray): Promise<EngineArray> {
  await tf.ready();
  const prediction = tf.tidy(() => {
    const state = new Map(
      (predictor.state?.() ?? []).map(({ name, dtype, value }) => [name, toTensor(value).cast(dtype)] as const),
    );
    const read = (name: string): tf.Tensor => {
      const value = state.get(name);
      if (value !== undefined) return value;
      throw new UndeclaredStateError(
        `The predictor '${predictor.name}' reads '${name}', which its state() does not give. It gives: ${[...state.keys()].join(', ') || 'nothing'}.`,
      );
    };
    return predictor.predict(toTensor(output), { read });
  });
  try {
    return await toNdArray(prediction);
  } finally {
    prediction.dispose();
  }
}
