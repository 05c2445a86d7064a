import { asFloat, defineComponent, reductionShape, stopGradient } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import {
  checkComparison,
  HIDDEN,
  maskedLogSumExp,
  similarityShape,
  type EmbeddingPairs,
  type SimilarityOptions,
} from '../shared/embedding-pairs.js';
import { ofSamples, pairConformance, pairwiseLoss } from '../shared/pairwise-loss.js';

const shape = {
  /** What pairs of one class are weighted by; large values make the hardest count more. Default: `2`. */
  alpha: z
    .number()
    .positive()
    .default(2)
    .describe('What pairs of one class are weighted by; large values make the hardest count more.'),
  /** What pairs of two classes are weighted by; large values make the hardest count more. Default: `50`. */
  beta: z
    .number()
    .positive()
    .default(50)
    .describe('What pairs of two classes are weighted by; large values make the hardest count more.'),
  /** The similarity above which pairs of one class are to be, and pairs of two classes below. Default: `0.5`. */
  base: z
    .number()
    .default(0.5)
    .describe('The similarity above which pairs of one class are to be, and pairs of two classes below.'),
  /**
   * Of each sample only pairs count that are harder than its hardest pair of the other sort, or easier by less than this.
   * Default: all pairs count.
   */
  epsilon: z
    .number()
    .optional()
    .describe(
      'Of each sample only pairs count that are harder than its hardest pair of the other sort, or easier by less than this. Default: all pairs count.',
    ),
};

/** Options of {@link multiSimilarity}. */
export interface MultiSimilarityOptions extends SimilarityOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * Multi-similarity loss of a batch of embeddings, `[batch, dims]`, and their classes, `[batch]`. With the similarities s of a sample to the others
 * of its class (+) and to those of other classes (−), and the base λ, its value is
 *
 * ```math
 * \frac{1}{α} \ln \Bigl(1 + \sum_{+} e^{-α (s_+ - λ)}\Bigr) + \frac{1}{β} \ln \Bigl(1 + \sum_{-} e^{β (s_- - λ)}\Bigr)
 * ```
 *
 * With `epsilon` (0.1 in the paper) only pairs count with $`s_+ - ε < \max s_-`$ and $`s_- + ε > \min s_+`$. `reduction: 'mean'` divides by the
 * number of samples, `'none'` gives one value each. Weights are one a sample. See {@link pairwiseLoss}.
 *
 * @throws `LML_INVALID_OPTIONS` for `normalizeEmbeddings` where the distance leaves no choice; `LML_SHAPE_MISMATCH` for other shapes.
 *
 * @example
 * ```ts
 * import { multiSimilarity } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const embeddings = tf.tensor2d([[1, 0], [2, 0]]);
 * multiSimilarity()(embeddings, tf.tensor1d([0, 0], 'int32')); // => Math.log(1 + Math.exp(-2 * 0.5)) / 2
 * ```
 *
 * @see Wang, Han, Huang, Dong, Scott 2019, Multi-Similarity Loss with General Pair Weighting for Deep Metric Learning;
 * [MultiSimilarityLoss](https://kevinmusgrave.github.io/pytorch-metric-learning/losses/#multisimilarityloss) and MultiSimilarityMiner 2.9
 */
export const multiSimilarity = defineComponent({
  kind: 'loss',
  name: 'multi-similarity',
  summary: 'Pairs of a batch, weighted by their own similarity and by that of the other pairs.',
  schema: z.strictObject({ ...shape, ...similarityShape, ...reductionShape }).superRefine(checkComparison),
  examples: [
    { beta: 5 },
    { beta: 4, epsilon: 0.35 },
    { alpha: 1, beta: 2, base: 0.25, distance: 'dot', reduction: 'sum' },
    { alpha: 1, beta: 2, base: 1, distance: 'euclidean', reduction: 'none' },
  ],
  conformance: pairConformance,
  create: ({ alpha, beta, base, epsilon, ...options }, { name }) =>
    pairwiseLoss({
      name,
      ...options,
      compute(pairs) {
        const { positives, negatives } = epsilon === undefined ? pairs : hardPairs(pairs, epsilon);
        const farther = tf.sub(pairs.distances, pairs.sign * base);
        const near = tf.div(maskedLogSumExp(tf.mul(farther, alpha), positives, true), alpha);
        const far = tf.div(maskedLogSumExp(tf.mul(farther, -beta), negatives, true), beta);
        return { values: ofSamples(tf.add(near, far)) };
      },
    }),
});

/** Of each sample the pairs that are harder than the hardest of the other sort, or easier by less than `epsilon`. */
function hardPairs(
  { distances, positives, negatives }: EmbeddingPairs,
  epsilon: number,
): Pick<EmbeddingPairs, 'positives' | 'negatives'> {
  const known = stopGradient(distances);
  const nearest = tf.min(tf.where(tf.greater(negatives, 0), known, -HIDDEN), 1, true);
  const farthest = tf.max(tf.where(tf.greater(positives, 0), known, HIDDEN), 1, true);
  return {
    positives: tf.mul(positives, asFloat(tf.greater(tf.add(known, epsilon), nearest))),
    negatives: tf.mul(negatives, asFloat(tf.less(tf.sub(known, epsilon), farthest))),
  };
}
