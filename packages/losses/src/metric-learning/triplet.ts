import { defineComponent, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { checkComparison, distanceShape, type DistanceOptions } from '../shared/embedding-pairs.js';
import { minedTriplets, MININGS, NONZERO_LOSS_CUTOFF, CUTOFF, MINING_MARGIN } from '../shared/mined-triplets.js';
import { nonZero, pairConformance, pairwiseLoss } from '../shared/pairwise-loss.js';

const shape = {
  /** By how much the negative is to be farther from the anchor than the positive. Default: `0.05`. */
  margin: z
    .number()
    .default(0.05)
    .describe('By how much the negative is to be farther from the anchor than the positive.'),
  /** Whether the positive's distance to the negative counts where it is the smaller one. Default: `false`. */
  swap: z
    .boolean()
    .default(false)
    .describe("Whether the positive's distance to the negative counts where it is the smaller one."),
  /** Whether values are ln(1 + e^x) instead of max(0, x). Default: `false`. */
  smoothLoss: z.boolean().default(false).describe('Whether values are ln(1 + e^x) instead of max(0, x).'),
  /** Which triplets of the batch count. Default: `'all'`. */
  mining: z.enum(MININGS).default('all').describe('Which triplets of the batch count.'),
  /**
   * How much farther than the positive the negative of a semi-hard triplet is at most, and that of an easy one at least.
   * Default: 0.2.
   */
  miningMargin: z
    .number()
    .min(0)
    .optional()
    .describe(
      'How much farther than the positive the negative of a semi-hard triplet is at most, and that of an easy one at least. Default: 0.2.',
    ),
  /** With distance-weighted mining, what smaller distances count as. Default: 0.5. */
  cutoff: z
    .number()
    .gt(0)
    .lt(2)
    .optional()
    .describe('With distance-weighted mining, what smaller distances count as. Default: 0.5.'),
  /** With distance-weighted mining, the distance from which negatives are never drawn. Default: 1.4. */
  nonzeroLossCutoff: z
    .number()
    .gt(0)
    .lt(2)
    .optional()
    .describe('With distance-weighted mining, the distance from which negatives are never drawn. Default: 1.4.'),
};

/** Options of {@link triplet}. */
export interface TripletOptions extends DistanceOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * Triplet loss of a batch of embeddings, `[batch, dims]`, and their classes, `[batch]`: of an anchor a, another sample of its class p and one of
 * another class n, with the distance d, the value is
 *
 * ```math
 * \max(0, d(a, p) - d(a, n) + m)
 * ```
 *
 * With similarities the signs are the other way about. `mining` says which triplets count:
 *
 * - `'all'`: all of the batch;
 * - `'hard'`: those whose negative is no farther than the positive;
 * - `'semi-hard'`: those whose negative is farther, by no more than `miningMargin`;
 * - `'easy'`: those whose negative is farther by more (they have a value with `smoothLoss` or a larger margin);
 * - `'batch-hard'`: of each anchor its farthest positive and its nearest negative;
 * - `'distance-weighted'`: for each anchor and each of its class one negative, drawn so that all distances are about equally likely, from
 *   the step's random numbers. Anchors with no negative below `nonzeroLossCutoff` have none.
 *
 * `reduction: 'mean'` divides by the number of values above 0 (0 where there is none); `'none'` gives `[batch, batch, batch]`, by anchor, positive and
 * negative, for batch-hard `[batch]`, for distance-weighted `[batch, batch]`. Weights are one a sample, for its triplets as an anchor. See
 * {@link pairwiseLoss}. Memory grows with the cube of the batch, for batch-hard with its square.
 *
 * @throws `LML_INVALID_OPTIONS` for options that the mining does not use, distance-weighted mining with another distance than the Euclidean one of embeddings
 * of length one, and `normalizeEmbeddings` where the distance leaves no choice; `LML_SHAPE_MISMATCH` for other shapes.
 *
 * @example
 * ```ts
 * import { triplet } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const embeddings = tf.tensor2d([[0, 0], [0, 3], [4, 0]]);
 * const labels = tf.tensor1d([0, 0, 1], 'int32');
 * triplet({ normalizeEmbeddings: false, margin: 2 })(embeddings, labels); // => 3 - 4 + 2
 * triplet({ normalizeEmbeddings: false, margin: 2, mining: 'hard' })(embeddings, labels); // => 0
 * ```
 *
 * @see Schroff, Kalenichenko, Philbin 2015, FaceNet; Wu, Manmatha, Smola, Krähenbühl 2017, Sampling Matters in Deep Embedding Learning;
 * [TripletMarginLoss](https://kevinmusgrave.github.io/pytorch-metric-learning/losses/#tripletmarginloss) with TripletMarginMiner, BatchHardMiner and
 * DistanceWeightedMiner 2.9
 */
export const triplet = defineComponent({
  kind: 'loss',
  name: 'triplet',
  summary: 'Triplets of a batch by classes, all or mined: hard, semi-hard, easy, batch-hard, distance-weighted.',
  schema: z
    .strictObject({ ...shape, ...distanceShape, ...reductionShape })
    .superRefine(checkComparison)
    .superRefine(({ mining, distance, normalizeEmbeddings, ...options }, context) => {
      const complain = (path: string, message: string): void =>
        context.addIssue({ code: 'custom', path: [path], message });
      const isWeighted = mining === 'distance-weighted';
      if (options.miningMargin !== undefined && mining !== 'semi-hard' && mining !== 'easy')
        complain('miningMargin', "must be left out where mining is not 'semi-hard' or 'easy'");
      for (const option of ['cutoff', 'nonzeroLossCutoff'] as const)
        if (options[option] !== undefined && !isWeighted)
          complain(option, "must be left out where mining is not 'distance-weighted'");
      if (isWeighted && (distance !== 'euclidean' || normalizeEmbeddings === false))
        complain('mining', "needs distance 'euclidean' and embeddings of length one, for which its weights are known");
    }),
  examples: [
    {},
    { margin: 0.5, swap: true, reduction: 'sum' },
    { margin: 1, mining: 'hard' },
    { margin: 0.5, mining: 'semi-hard', miningMargin: 0.5 },
    { mining: 'easy', smoothLoss: true, distance: 'cosine' },
    { margin: 1, mining: 'batch-hard', normalizeEmbeddings: false },
    { margin: 2, mining: 'distance-weighted', nonzeroLossCutoff: 1.99, reduction: 'sum' },
    { mining: 'all', reduction: 'none' },
  ],
  // For each anchor there is one negative at most, so that what is drawn does not matter.
  conformance: ({ mining }: { readonly mining?: string }) =>
    mining === 'distance-weighted'
      ? { ...pairConformance, target: { shape: [6], dtype: 'int32' as const, values: [0, 0, 0, 0, 0, 1] } }
      : pairConformance,
  create: ({ margin, swap, smoothLoss, mining, miningMargin, cutoff, nonzeroLossCutoff, ...options }, { name }) =>
    pairwiseLoss({
      name,
      ...options,
      compute(pairs) {
        const { near, far, mask } = minedTriplets(pairs, {
          mining,
          swap,
          miningMargin: miningMargin ?? MINING_MARGIN,
          cutoff: cutoff ?? CUTOFF,
          nonzeroLossCutoff: nonzeroLossCutoff ?? NONZERO_LOSS_CUTOFF,
        });
        const violations = tf.add(tf.sub(near, far), margin);
        return { values: nonZero(tf.mul(smoothLoss ? tf.softplus(violations) : tf.relu(violations), mask)) };
      },
    }),
});
