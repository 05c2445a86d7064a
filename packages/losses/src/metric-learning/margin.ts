import { asFloat, classRows, defineComponent, ndArray, ownedState, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { NO_CLASS } from '../shared/class-centre-loss.js';
import {
  checkComparison,
  distanceShape,
  type DistanceOptions,
  type EmbeddingPairs,
} from '../shared/embedding-pairs.js';
import { pairConformance, pairwiseLoss } from '../shared/pairwise-loss.js';

const shape = {
  /** By how much distances are to keep away from the boundary, on either side. Default: `0.2`. */
  margin: z.number().default(0.2).describe('By how much distances are to keep away from the boundary, on either side.'),
  /** The boundary between distances within a class and to others. Default: `1.2`. */
  beta: z.number().default(1.2).describe('The boundary between distances within a class and to others.'),
  /** Whether the boundary is trained. Default: `false`. */
  learnBeta: z.boolean().default(false).describe('Whether the boundary is trained.'),
  /** How many classes there are, for a trained boundary for each. Default: one boundary for all. */
  numClasses: z
    .int()
    .min(1)
    .optional()
    .describe('How many classes there are, for a trained boundary for each. Default: one boundary for all.'),
  /** What a trained boundary counts in the loss by itself, so that it does not grow. Default: 0. */
  nu: z
    .number()
    .min(0)
    .optional()
    .describe('What a trained boundary counts in the loss by itself, so that it does not grow. Default: 0.'),
};

/** Options of {@link margin}. */
export interface MarginOptions extends DistanceOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * Margin loss of a batch of embeddings, `[batch, dims]`, and their classes, `[batch]`: distances d within a class are to be below a boundary β, those to
 * other classes above. A triplet of an anchor a, one of its class p and one of another n has the values
 *
 * ```math
 * \max(0, d(a, p) - β + m), \quad \max(0, β - d(a, n) + m)
 * ```
 *
 * With similarities the signs are the other way about. `reduction: 'mean'` divides the sum over all triplets by the number of values above 0 (0 where there is
 * none), `'none'` gives the sum of each anchor, `[batch]`. Weights are one a sample, for its triplets as an anchor. See {@link pairwiseLoss}. Memory grows with
 * the square of the batch only.
 *
 * With `learnBeta` β is trained and kept in checkpoints as `loss/beta`, one number, or with `numClasses` one for each class, of which the anchor's
 * counts. `nu` adds ν β to the mean, or with one for each class ν β of the anchor for each triplet.
 *
 * @throws `LML_INVALID_OPTIONS` for `numClasses` or `nu` without `learnBeta`, and `normalizeEmbeddings` where the distance leaves no choice;
 * `LML_SHAPE_MISMATCH` for other shapes.
 *
 * @example
 * ```ts
 * import { margin } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const embeddings = tf.tensor2d([[0, 0], [0, 3], [4, 0]]);
 * const loss = margin({ normalizeEmbeddings: false, beta: 3.5, margin: 1, reduction: 'none' });
 * loss(embeddings, tf.tensor1d([0, 0, 1], 'int32')); // => [0.5 + 0.5, 0.5, 0]
 * ```
 *
 * @see Wu, Manmatha, Smola, Krähenbühl 2017, Sampling Matters in Deep Embedding Learning;
 * [MarginLoss](https://kevinmusgrave.github.io/pytorch-metric-learning/losses/#marginloss) 2.9
 */
export const margin = defineComponent({
  kind: 'loss',
  name: 'margin',
  summary: 'Distances of a batch on either side of a boundary, which may be trained.',
  schema: z
    .strictObject({ ...shape, ...distanceShape, ...reductionShape })
    .superRefine(checkComparison)
    .superRefine(({ learnBeta, ...options }, context) => {
      for (const option of ['numClasses', 'nu'] as const)
        if (!learnBeta && options[option] !== undefined)
          context.addIssue({ code: 'custom', path: [option], message: 'needs learnBeta: true' });
    }),
  examples: [
    {},
    { beta: 0.8, margin: 0.1, reduction: 'sum' },
    { learnBeta: true, nu: 0.1 },
    { learnBeta: true, numClasses: 2, nu: 0.1, beta: 1 },
    { distance: 'cosine', beta: 0.25, reduction: 'none' },
  ],
  conformance: pairConformance,
  create({ margin: width, beta, learnBeta, numClasses, nu = 0, ...options }, { name }) {
    const first = ndArray(new Float32Array(numClasses ?? 1).fill(beta));
    const own = learnBeta ? ownedState({ weights: { beta: { shape: first.shape, initializer: first } } }) : undefined;
    const loss = pairwiseLoss({
      name,
      ...options,
      compute({ distances, sign, positives, negatives, labels }: EmbeddingPairs) {
        const boundary = own === undefined ? tf.scalar(beta) : boundariesOf(own.read('beta'), labels, numClasses);
        const near = tf.mul(tf.relu(tf.add(tf.sub(distances, tf.mul(boundary, sign)), width)), positives);
        const far = tf.mul(tf.relu(tf.add(tf.sub(tf.mul(boundary, sign), distances), width)), negatives);
        const [likes, others] = [tf.sum(positives, 1), tf.sum(negatives, 1)];
        // Each of a class is in a triplet with each of another.
        const ofTriplets = (within: tf.Tensor, without: tf.Tensor): tf.Tensor =>
          tf.add(tf.mul(others, tf.sum(within, 1)), tf.mul(likes, tf.sum(without, 1)));
        const counts = ofTriplets(asFloat(tf.greater(near, 0)), asFloat(tf.greater(far, 0)));
        const values = ofTriplets(near, far);
        if (nu === 0) return { values: { values, counts } };
        const held = numClasses === undefined ? counts : tf.mul(likes, others);
        const penalty = tf.mul(tf.mul(tf.reshape(boundary, [-1]), held), nu);
        return { values: { values: tf.add(values, penalty), counts } };
      },
    });
    return own === undefined ? loss : Object.assign(loss, { state: own.state, load: own.load });
  },
});

/** The boundary of each anchor, `[batch, 1]`, or one for all, `[1]`. */
function boundariesOf(beta: tf.Tensor, labels: tf.Tensor, numClasses: number | undefined): tf.Tensor {
  if (numClasses === undefined) return beta;
  return tf.matMul(classRows(labels, { classes: numClasses, ignoreIndex: NO_CLASS }), tf.expandDims(beta, 1));
}
