import { asFloat, defineComponent, reductionShape, requireSameShape, requireTensor } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { partsOf, treeLoss } from '../shared/tree-loss.js';

const shape = {
  /** By how much the better score is to be larger. Default: `0`. */
  margin: z.number().default(0).describe('By how much the better score is to be larger.'),
};

/** Options of {@link marginRanking}. */
export interface MarginRankingOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Margin ranking: of two lists of scores, `[first, second]`, and targets, all `[batch, …]`, the value of a pair is
 * $`\max(0, -y (x_1 - x_2) + m)`$: the first is to be larger for y = 1, the second for y = −1.
 *
 * Weights, one a sample, and `reduction` are those of {@link treeLoss}.
 *
 * @throws `LML_INVALID_ARGUMENT` for a prediction that is not of two; `LML_SHAPE_MISMATCH` where shapes differ, or weights do not fit.
 *
 * @example
 * ```ts
 * import { marginRanking } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const scores = [tf.tensor1d([2, 2]), tf.tensor1d([1, 1])];
 * marginRanking({ margin: 0.5, reduction: 'none' })(scores, tf.tensor1d([1, -1])); // => [0, 1.5]
 * ```
 *
 * @see [torch.nn.MarginRankingLoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.MarginRankingLoss.html) 2.x
 */
export const marginRanking = defineComponent({
  kind: 'loss',
  name: 'margin-ranking',
  summary: 'Pairs of scores by which of the two is to be larger.',
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [{}, { margin: 0.5 }, { reduction: 'sum' }, { reduction: 'none' }],
  conformance: { prediction: [{ shape: [4] }, { shape: [4] }], target: { shape: [4], values: [1, -1, 1, -1] } },
  create: ({ margin, reduction }, { name }) =>
    treeLoss<readonly tf.Tensor[], tf.Tensor>({
      name,
      reduction,
      shape(prediction, target) {
        const { 0: first } = partsOf(name, prediction, ['0', '1']);
        requireSameShape(name, first, requireTensor(name, 'target', target));
        return first.shape;
      },
      values: ([first, second], target) =>
        tf.relu(tf.sub(margin, tf.mul(asFloat(target), tf.sub(asFloat(first!), asFloat(second!))))),
    }),
});
