import { defineComponent, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { elementwiseLoss } from '../shared/elementwise-loss.js';

const shape = {
  /** The difference from which it is nearly absolute. Default: `1`. */
  epsilon: z.number().positive().default(1).describe('The difference from which it is nearly absolute.'),
};

/** Options of {@link charbonnier}. */
export interface CharbonnierOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Charbonnier loss: $`\sqrt{(x - y)^2 + ε^2} - ε`$ for each element of prediction x and target y, both `[batch, …]`: squared near 0, absolute
 * elsewhere.
 *
 * Reduction and weights are those of {@link elementwiseLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { charbonnier } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const [prediction, target] = [tf.tensor1d([1, 2, 4]), tf.tensor1d([1, 4, 3])];
 * charbonnier({ reduction: 'none' })(prediction, target); // => [0, Math.sqrt(5) - 1, Math.SQRT2 - 1]
 * ```
 *
 * @see kornia.losses.charbonnier_loss 0.9, with ε = 1; Barron 2019, A General and Adaptive Robust Loss Function (with α = 1)
 */
export const charbonnier = defineComponent({
  kind: 'loss',
  name: 'charbonnier',
  summary: 'Smooth absolute error, for images.',
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [{}, { epsilon: 0.001 }, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ epsilon, reduction }, { name }) =>
    elementwiseLoss({
      name,
      reduction,
      values: ({ prediction, target }) =>
        tf.sub(tf.sqrt(tf.add(tf.squaredDifference(prediction, target), epsilon ** 2)), epsilon),
    }),
});
