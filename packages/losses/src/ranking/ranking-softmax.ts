import { defineComponent, reductionShape, softmaxCrossEntropy } from '@lml/core';
import { z } from 'zod';

import { rowwiseLoss } from '../shared/rowwise-loss.js';

/** Options of {@link rankingSoftmax}. */
export interface RankingSoftmaxOptions extends z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Ranking softmax, ListNet's: of scores x and relevances y of the items of a list, both `[batch, …, items]`, $`-\sum_i y_i \ln p_i`$ with p the
 * softmax of the scores.
 *
 * Reduction and weights are those of {@link rowwiseLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or rows or weights do not fit.
 *
 * @example
 * ```ts
 * import { rankingSoftmax } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * rankingSoftmax()(tf.tensor2d([[0, 0]]), tf.tensor2d([[2, 1]])); // => 3 * Math.LN2
 * ```
 *
 * @see Cao et al. 2007, Learning to Rank: From Pairwise Approach to Listwise Approach; optax.losses.ranking_softmax_loss
 */
export const rankingSoftmax = defineComponent({
  kind: 'loss',
  name: 'ranking-softmax',
  summary: 'Softmax cross-entropy of the scores of a list against relevances.',
  schema: z.strictObject(reductionShape),
  examples: [{}, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ reduction }, { name }) =>
    rowwiseLoss({ name, reduction, values: ({ prediction, target }) => softmaxCrossEntropy(prediction, target) }),
});
