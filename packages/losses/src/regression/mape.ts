import { defineComponent, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { elementwiseLoss } from '../shared/elementwise-loss.js';

/** Options of {@link mape}. */
export interface MapeOptions extends z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Mean absolute percentage error: $`100 \, |x - y| / \max(|y|, ε)`$ for each element of prediction x and target y, both `[batch, …]`, with
 * ε = 1e-7.
 *
 * Reduction and weights are those of {@link elementwiseLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { mape } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const [prediction, target] = [tf.tensor1d([1, 2, 4]), tf.tensor1d([1, 4, 3])];
 * mape({ reduction: 'none' })(prediction, target); // => [0, 50, 100 / 3]
 * ```
 *
 * @see [keras.losses.MeanAbsolutePercentageError](https://keras.io/api/losses/regression_losses/) 3
 */
export const mape = defineComponent({
  kind: 'loss',
  name: 'mape',
  summary: 'Mean absolute percentage error.',
  schema: z.strictObject(reductionShape),
  examples: [{}, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ reduction }, { name }) =>
    elementwiseLoss({
      name,
      reduction,
      values: ({ prediction, target }) =>
        tf.mul(100, tf.div(tf.abs(tf.sub(prediction, target)), tf.maximum(tf.abs(target), 1e-7))),
    }),
});
