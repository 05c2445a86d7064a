import { defineComponent, l2Normalise, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { rowwiseLoss } from '../shared/rowwise-loss.js';

/** Options of {@link cosineSimilarity}. */
export interface CosineSimilarityOptions extends z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * The negative cosine of the angle between prediction and target, both `[batch, …, features]`: −1 where they point the same way, 1 where they
 * point opposite ways. A vector of length zero has cosine 0 to all, and gradient 0.
 *
 * Reduction and weights are those of {@link rowwiseLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or rows or weights do not fit.
 *
 * @example
 * ```ts
 * import { cosineSimilarity } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * cosineSimilarity()(tf.tensor2d([[3, 0], [0, 2]]), tf.tensor2d([[1, 0], [1, 0]])); // => -0.5
 * ```
 *
 * @see [keras.losses.CosineSimilarity](https://keras.io/api/losses/regression_losses/) 3
 */
export const cosineSimilarity = defineComponent({
  kind: 'loss',
  name: 'cosine-similarity',
  summary: 'How little the directions of vectors agree.',
  schema: z.strictObject(reductionShape),
  examples: [{}, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ reduction }, { name }) =>
    rowwiseLoss({
      name,
      reduction,
      values: ({ prediction, target }) => tf.neg(tf.sum(tf.mul(l2Normalise(prediction), l2Normalise(target)), -1)),
    }),
});
