import { defineComponent, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { elementwiseLoss } from '../shared/elementwise-loss.js';

/** Options of {@link logCosh}. */
export interface LogCoshOptions extends z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Log-cosh: $`\ln \cosh (x - y)`$ for each element of prediction x and target y, both `[batch, …]`; nearly $`d^2 / 2`$ for small
 * differences d and $`|d| - \ln 2`$ for large ones. Stable for differences of any size.
 *
 * Reduction and weights are those of {@link elementwiseLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { logCosh } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const [prediction, target] = [tf.tensor1d([1, 2, 4]), tf.tensor1d([1, 4, 3])];
 * logCosh({ reduction: 'none' })(prediction, target); // => [0, Math.log(Math.cosh(2)), Math.log(Math.cosh(1))]
 * ```
 *
 * @see [keras.losses.LogCosh](https://keras.io/api/losses/regression_losses/) 3, whose mean is over all elements too
 */
export const logCosh = defineComponent({
  kind: 'loss',
  name: 'log-cosh',
  summary: 'Logarithm of the hyperbolic cosine of the difference.',
  schema: z.strictObject(reductionShape),
  examples: [{}, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ reduction }, { name }) =>
    elementwiseLoss({
      name,
      reduction,
      values: ({ prediction, target }) => {
        const distance = tf.abs(tf.sub(prediction, target));
        return tf.sub(tf.add(distance, tf.log1p(tf.exp(tf.mul(-2, distance)))), Math.LN2);
      },
    }),
});
