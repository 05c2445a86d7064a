import { clipGradients, type GradientClip } from '@lml/core';

import type { WholeTransform } from './gradient-transform.js';

/**
 * Clips what is to be subtracted: by the norm of all parameters, `{ norm }`, each number, `{ value }`, or in proportion to the norms of
 * units, `{ adaptive }`, as the trainer's `gradientClip` clips gradients; see {@link clipGradients}. In a group, the norm is that of the
 * group.
 *
 * @example
 * ```ts
 * import { chain, clip, scaleByLearningRate } from '@lml/optimizers';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const optimizer = chain(0.5, clip({ value: 1 }), scaleByLearningRate());
 * optimizer.update({ w: tf.scalar(8) }, { w: tf.scalar(6) }, {}, { lr: tf.scalar(0.5) }).parameters.w; // => 7.5
 * ```
 */
export function clip(options: GradientClip): WholeTransform {
  return { updateAll: (gradients, parameters) => clipGradients(gradients, parameters, options) };
}
