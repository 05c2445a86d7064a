import { defineComponent, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { elementwiseLoss } from '../shared/elementwise-loss.js';
import { signs } from '../shared/signs.js';

/** Options of {@link squaredHinge}. */
export interface SquaredHingeOptions extends z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Squared hinge: $`\max(0, 1 - y x)^2`$ for each element of score x and target y, both `[batch, …]`. Targets are 1 and −1, or 1 and 0.
 *
 * Reduction and weights are those of {@link elementwiseLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { squaredHinge } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * squaredHinge({ reduction: 'none' })(tf.tensor1d([0.5, 2, 0.5]), tf.tensor1d([1, 1, 0])); // => [0.25, 0, 2.25]
 * ```
 *
 * @see [keras.losses.SquaredHinge](https://keras.io/api/losses/hinge_losses/) 3
 */
export const squaredHinge = defineComponent({
  kind: 'loss',
  name: 'squared-hinge',
  summary: 'Squared hinge loss of two classes.',
  schema: z.strictObject(reductionShape),
  examples: [{}, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ reduction }, { name }) =>
    elementwiseLoss({
      name,
      reduction,
      scores: 'logits',
      ofClasses: 'Of classes that exclude each other, cross-entropy learns from their numbers.',
      values: ({ prediction, target }) => tf.square(tf.relu(tf.sub(1, tf.mul(signs(target), prediction)))),
    }),
});
