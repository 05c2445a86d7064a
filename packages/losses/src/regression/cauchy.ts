import { defineComponent, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { elementwiseLoss } from '../shared/elementwise-loss.js';

/** Options of {@link cauchy}. */
export interface CauchyOptions extends z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Cauchy loss, also Lorentzian: $`\ln(1 + (x - y)^2 / 2)`$ for each element of prediction x and target y, both `[batch, …]`: squared near 0,
 * and ever flatter beyond, so that outliers count little.
 *
 * Reduction and weights are those of {@link elementwiseLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { cauchy } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * cauchy({ reduction: 'none' })(tf.tensor1d([1, 4]), tf.tensor1d([1, 2])); // => [0, Math.log(3)]
 * ```
 *
 * @see kornia.losses.cauchy_loss 0.9, whose values are not reduced unless asked for; Barron 2019, A General and Adaptive Robust Loss
 * Function (with α = 0)
 */
export const cauchy = defineComponent({
  kind: 'loss',
  name: 'cauchy',
  summary: 'Squared error that grows like a logarithm, for outliers.',
  schema: z.strictObject(reductionShape),
  examples: [{}, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ reduction }, { name }) =>
    elementwiseLoss({
      name,
      reduction,
      values: ({ prediction, target }) => tf.log1p(tf.div(tf.squaredDifference(prediction, target), 2)),
    }),
});
