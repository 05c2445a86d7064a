import { defineComponent, reductionShape, softmaxCrossEntropy } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { checkComparison, HIDDEN, similarityShape, type SimilarityOptions } from '../shared/embedding-pairs.js';
import { nonZero, pairConformance, pairwiseLoss } from '../shared/pairwise-loss.js';

const shape = {
  /** What similarities are divided by; small values make near neighbours count more. Default: `0.1`. */
  temperature: z
    .number()
    .positive()
    .default(0.1)
    .describe('What similarities are divided by; small values make near neighbours count more.'),
};

/** Options of {@link supCon}. */
export interface SupConOptions extends SimilarityOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * SupCon, supervised contrastive loss: each embedding of a batch, `[batch, dims]`, is to find the others of its class, `[batch]`, among the
 * rest. With s the similarity (a distance with the other sign), τ the temperature and P(i) the others of the class of i, its value is
 *
 * ```math
 * -\frac{1}{|P(i)|} \sum_{p \in P(i)} \ln \frac{e^{s(z_i, z_p) / τ}}{\sum_{k \ne i} e^{s(z_i, z_k) / τ}}
 * ```
 *
 * and 0 where it has none of its class, or the batch is all of one class. `reduction: 'mean'` divides by the number of values above 0, `'none'`
 * gives one a sample. Weights are one a sample. See {@link pairwiseLoss}. Two views of each sample are one batch of both with each class twice; where
 * only the other view is of the class, {@link ntXent} computes the same.
 *
 * @throws `LML_INVALID_OPTIONS` for `normalizeEmbeddings` where the distance leaves no choice; `LML_SHAPE_MISMATCH` for other shapes.
 *
 * @example
 * ```ts
 * import { supCon } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const embeddings = tf.tensor2d([[1, 0], [2, 0], [0, 1]]);
 * supCon({ temperature: 1 })(embeddings, tf.tensor1d([0, 0, 1], 'int32')); // => Math.log(Math.E + 1) - 1
 * ```
 *
 * @see Khosla et al. 2020, Supervised Contrastive Learning;
 * [SupConLoss](https://kevinmusgrave.github.io/pytorch-metric-learning/losses/#supconloss) 2.9
 */
export const supCon = defineComponent({
  kind: 'loss',
  name: 'sup-con',
  summary: 'Contrastive loss by classes: each sample finds the others of its class (SupCon).',
  schema: z.strictObject({ ...shape, ...similarityShape, ...reductionShape }).superRefine(checkComparison),
  examples: [
    {},
    { temperature: 0.5, reduction: 'sum' },
    { temperature: 1, distance: 'dot' },
    { temperature: 1, distance: 'euclidean', reduction: 'none' },
  ],
  conformance: pairConformance,
  create: ({ temperature, ...options }, { name }) =>
    pairwiseLoss({
      name,
      ...options,
      compute({ distances, positives, negatives }) {
        const isSelf = tf.equal(tf.add(positives, negatives), 0);
        const logits = tf.where(isSelf, HIDDEN, tf.div(distances, -temperature));
        const others = tf.maximum(tf.sum(positives, 1, true), 1);
        const isMixed = tf.cast(tf.greater(tf.max(negatives, 1), 0), 'float32');
        return { values: nonZero(tf.mul(softmaxCrossEntropy(logits, tf.div(positives, others)), isMixed)) };
      },
    }),
});
