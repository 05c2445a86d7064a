import { defineComponent, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { elementwiseLoss } from '../shared/elementwise-loss.js';

/** Options of {@link welsch}. */
export interface WelschOptions extends z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Welsch loss, also Leclerc: $`1 - e^{-(x - y)^2 / 2}`$ for each element of prediction x and target y, both `[batch, …]`: squared near 0, 1
 * far away, so that outliers do not pull.
 *
 * Reduction and weights are those of {@link elementwiseLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { welsch } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * welsch({ reduction: 'none' })(tf.tensor1d([1, 4]), tf.tensor1d([1, 2])); // => [0, 1 - Math.exp(-2)]
 * ```
 *
 * @see kornia.losses.welsch_loss 0.9, whose values are not reduced unless asked for; Barron 2019, A General and Adaptive Robust Loss
 * Function (with α = −∞)
 */
export const welsch = defineComponent({
  kind: 'loss',
  name: 'welsch',
  summary: 'Squared error that ends at 1, for outliers.',
  schema: z.strictObject(reductionShape),
  examples: [{}, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ reduction }, { name }) =>
    elementwiseLoss({
      name,
      reduction,
      values: ({ prediction, target }) => tf.neg(tf.expm1(tf.div(tf.squaredDifference(prediction, target), -2))),
    }),
});
