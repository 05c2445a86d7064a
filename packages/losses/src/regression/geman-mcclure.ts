import { defineComponent, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { elementwiseLoss } from '../shared/elementwise-loss.js';

/** Options of {@link gemanMcclure}. */
export interface GemanMcclureOptions extends z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Geman-McClure loss: $`2 (x - y)^2 / ((x - y)^2 + 4)`$ for each element of prediction x and target y, both `[batch, …]`: squared near 0, 2
 * far away, so that outliers hardly pull.
 *
 * Reduction and weights are those of {@link elementwiseLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { gemanMcclure } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * gemanMcclure({ reduction: 'none' })(tf.tensor1d([1, 4]), tf.tensor1d([1, 2])); // => [0, 1]
 * ```
 *
 * @see kornia.losses.geman_mcclure_loss 0.9, whose values are not reduced unless asked for; Barron 2019, A General and Adaptive Robust
 * Loss Function (with α = −2)
 */
export const gemanMcclure = defineComponent({
  kind: 'loss',
  name: 'geman-mcclure',
  summary: 'Squared error that ends at 2, for outliers.',
  schema: z.strictObject(reductionShape),
  examples: [{}, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ reduction }, { name }) =>
    elementwiseLoss({
      name,
      reduction,
      values({ prediction, target }) {
        const squared = tf.squaredDifference(prediction, target);
        return tf.div(tf.mul(2, squared), tf.add(squared, 4));
      },
    }),
});
