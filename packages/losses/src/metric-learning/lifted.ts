import { defineComponent, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { checkComparison, distanceShape, maskedLogSumExp, type DistanceOptions } from '../shared/embedding-pairs.js';
import { ofSamples, pairConformance, pairwiseLoss } from '../shared/pairwise-loss.js';

const shape = {
  /** How far apart two samples of one class may be for nothing. Default: `0`. */
  posMargin: z.number().default(0).describe('How far apart two samples of one class may be for nothing.'),
  /** How far apart samples of two classes are to be. Default: `1`. */
  negMargin: z.number().default(1).describe('How far apart samples of two classes are to be.'),
};

/** Options of {@link lifted}. */
export interface LiftedOptions extends DistanceOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * The generalised lifted structure loss of a batch of embeddings, `[batch, dims]`, and their classes, `[batch]`. With the distances d of a sample to
 * the others of its class (+) and to those of other classes (−), its value is
 *
 * ```math
 * \max\Bigl(0, \ln \sum_{+} e^{d_+ - m_+} + \ln \sum_{-} e^{m_- - d_-}\Bigr)
 * ```
 *
 * where a logarithm over none is 0; with similarities the signs within are the other way about. `reduction: 'mean'` divides by the number of
 * samples, `'none'` gives one value each. Weights are one a sample. See {@link pairwiseLoss}.
 *
 * @throws `LML_INVALID_OPTIONS` for `normalizeEmbeddings` where the distance leaves no choice; `LML_SHAPE_MISMATCH` for other shapes.
 *
 * @example
 * ```ts
 * import { lifted } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const embeddings = tf.tensor2d([[0, 0], [0, 3], [4, 0]]);
 * const loss = lifted({ normalizeEmbeddings: false, negMargin: 5, reduction: 'none' });
 * loss(embeddings, tf.tensor1d([0, 0, 1], 'int32')); // => [4, 3, Math.log(Math.E + 1)]
 * ```
 *
 * @see Hermans, Beyer, Leibe 2017, In Defense of the Triplet Loss for Person Re-Identification;
 * [GeneralizedLiftedStructureLoss](https://kevinmusgrave.github.io/pytorch-metric-learning/losses/#generalizedliftedstructureloss) 2.9
 */
export const lifted = defineComponent({
  kind: 'loss',
  name: 'lifted',
  summary: 'All distances of a sample at once: the farthest of its class against the nearest of others.',
  schema: z.strictObject({ ...shape, ...distanceShape, ...reductionShape }).superRefine(checkComparison),
  examples: [
    {},
    { posMargin: 0.25, negMargin: 0.5, reduction: 'sum' },
    { posMargin: 1, negMargin: 0, distance: 'cosine' },
    { normalizeEmbeddings: false, reduction: 'none' },
  ],
  conformance: pairConformance,
  create: ({ posMargin, negMargin, ...options }, { name }) =>
    pairwiseLoss({
      name,
      ...options,
      compute({ distances, sign, positives, negatives }) {
        const near = maskedLogSumExp(tf.sub(distances, sign * posMargin), positives);
        const far = maskedLogSumExp(tf.sub(sign * negMargin, distances), negatives);
        return { values: ofSamples(tf.relu(tf.add(near, far))) };
      },
    }),
});
