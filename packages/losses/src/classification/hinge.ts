import { defineComponent, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { elementwiseLoss } from '../shared/elementwise-loss.js';
import { signs } from '../shared/signs.js';

/** Options of {@link hinge}. */
export interface HingeOptions extends z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Hinge: $`\max(0, 1 - y x)`$ for each element of score x and target y, both `[batch, …]`. Targets are 1 and −1, or 1 and 0.
 *
 * Reduction and weights are those of {@link elementwiseLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { hinge } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * hinge({ reduction: 'none' })(tf.tensor1d([0.5, 2, 0.5]), tf.tensor1d([1, 1, 0])); // => [0.5, 0, 1.5]
 * ```
 *
 * @see [keras.losses.Hinge](https://keras.io/api/losses/hinge_losses/) 3
 */
export const hinge = defineComponent({
  kind: 'loss',
  name: 'hinge',
  summary: 'Hinge loss of two classes, as of a support vector machine.',
  schema: z.strictObject(reductionShape),
  examples: [{}, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ reduction }, { name }) =>
    elementwiseLoss({
      name,
      reduction,
      scores: 'logits',
      ofClasses: 'Of classes that exclude each other, cross-entropy learns from their numbers.',
      values: ({ prediction, target }) => tf.relu(tf.sub(1, tf.mul(signs(target), prediction))),
    }),
});
