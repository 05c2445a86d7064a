import { defineComponent, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { elementwiseLoss } from '../shared/elementwise-loss.js';

/** Options of {@link msle}. */
export interface MsleOptions extends z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Mean squared logarithmic error: $`(\ln (1 + \max(x, ε)) - \ln (1 + \max(y, ε)))^2`$ for each element of prediction x and target y, both
 * `[batch, …]`, with ε = 1e-7. Values below ε count as ε and have gradient 0.
 *
 * Reduction and weights are those of {@link elementwiseLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { msle } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * msle()(tf.tensor1d([Math.E - 1, 0]), tf.tensor1d([0, 0])); // => 0.5
 * ```
 *
 * @see [keras.losses.MeanSquaredLogarithmicError](https://keras.io/api/losses/regression_losses/) 3
 */
export const msle = defineComponent({
  kind: 'loss',
  name: 'msle',
  summary: 'Mean squared error of logarithms.',
  schema: z.strictObject(reductionShape),
  examples: [{}, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ reduction }, { name }) =>
    elementwiseLoss({
      name,
      reduction,
      values: ({ prediction, target }) => tf.squaredDifference(logarithm(prediction), logarithm(target)),
    }),
});

function logarithm(values: tf.Tensor): tf.Tensor {
  return tf.log1p(tf.maximum(values, 1e-7));
}
