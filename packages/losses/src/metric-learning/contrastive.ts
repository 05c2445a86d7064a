import { defineComponent, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { checkComparison, distanceShape, type DistanceOptions } from '../shared/embedding-pairs.js';
import { pairConformance, nonZero, pairwiseLoss } from '../shared/pairwise-loss.js';

const shape = {
  /** How far apart two samples of one class may be for nothing. Default: `0`. */
  posMargin: z.number().default(0).describe('How far apart two samples of one class may be for nothing.'),
  /** How far apart samples of two classes are to be. Default: `1`. */
  negMargin: z.number().default(1).describe('How far apart samples of two classes are to be.'),
};

/** Options of {@link contrastive}. */
export interface ContrastiveOptions extends DistanceOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * Contrastive loss of a batch of embeddings, `[batch, dims]`, and their classes, `[batch]`: with d the distance of two of them, a pair of one
 * class has the value $`\max(0, d - m_+)`$, one of two classes $`\max(0, m_- - d)`$. With a similarity s the signs are the other way about:
 * $`\max(0, m_+ - s)`$ and $`\max(0, s - m_-)`$, and the margins want to be given.
 *
 * `reduction: 'mean'` is the mean of the values above 0 of pairs of one class, plus that of the others (logged as `loss/positive` and
 * `loss/negative`; 0 where there are none), `'sum'` their sum, `'none'` gives all values, `[batch, batch]`. Each pair is there twice. A weight, one a
 * sample, counts the pairs that it is the first of. See {@link pairwiseLoss}.
 *
 * @throws `LML_INVALID_OPTIONS` for `normalizeEmbeddings` where the distance leaves no choice; `LML_SHAPE_MISMATCH` for other shapes.
 *
 * @example
 * ```ts
 * import { contrastive } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const embeddings = tf.tensor2d([[0, 0], [3, 4], [0, 0.5]]);
 * const loss = contrastive({ normalizeEmbeddings: false });
 * loss(embeddings, tf.tensor1d([0, 0, 1], 'int32')); // => 5 + (1 - 0.5)
 * ```
 *
 * @see Hadsell, Chopra, LeCun 2006, Dimensionality Reduction by Learning an Invariant Mapping;
 * [ContrastiveLoss](https://kevinmusgrave.github.io/pytorch-metric-learning/losses/#contrastiveloss) 2.9
 */
export const contrastive = defineComponent({
  kind: 'loss',
  name: 'contrastive',
  summary: 'Pairs of a batch by their distance: of one class near, of two classes apart.',
  schema: z.strictObject({ ...shape, ...distanceShape, ...reductionShape }).superRefine(checkComparison),
  examples: [
    {},
    { distance: 'cosine', posMargin: 1, negMargin: 0.25 },
    { distance: 'dot', posMargin: 2, negMargin: -1, reduction: 'sum' },
    { distance: 'squared-euclidean', normalizeEmbeddings: false, negMargin: 4, reduction: 'none' },
  ],
  conformance: pairConformance,
  create: ({ posMargin, negMargin, ...options }, { name }) =>
    pairwiseLoss({
      name,
      ...options,
      terms: ['positive', 'negative'],
      compute: ({ distances, sign, positives, negatives }) => ({
        positive: nonZero(tf.mul(tf.relu(tf.sub(distances, sign * posMargin)), positives)),
        negative: nonZero(tf.mul(tf.relu(tf.sub(sign * negMargin, distances)), negatives)),
      }),
    }),
});
