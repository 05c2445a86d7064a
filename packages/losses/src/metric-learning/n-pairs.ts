import { asFloat, defineComponent, reductionShape, softmaxCrossEntropy } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { checkComparison, HIDDEN, similarityShape, type SimilarityOptions } from '../shared/embedding-pairs.js';
import { pairConformance, pairwiseLoss } from '../shared/pairwise-loss.js';

/** Options of {@link nPairs}. */
export interface NPairsOptions extends SimilarityOptions {}

/**
 * N-pairs loss of a batch of embeddings, `[batch, dims]`, and their classes, `[batch]`: the first two samples of each class are a pair, and the first is
 * to find the second among the second ones of all classes. With s the similarity (a distance with the other sign), the value of a class is
 *
 * ```math
 * -\ln \frac{e^{s(x_i, x_i^+)}}{\sum_j e^{s(x_i, x_j^+)}}
 * ```
 *
 * Classes of one sample in the batch take no part, nor do further samples. `reduction: 'mean'` divides by the number of pairs (0 where there is none), `'none'`
 * gives `[batch]`, with 0 for all but the first of each class. Weights are one a sample, and those of the first ones count. See {@link pairwiseLoss}.
 *
 * @throws `LML_INVALID_OPTIONS` for `normalizeEmbeddings` where the distance leaves no choice; `LML_SHAPE_MISMATCH` for other shapes.
 *
 * @example
 * ```ts
 * import { nPairs } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const embeddings = tf.tensor2d([[1, 0], [0, 1], [2, 0], [0, 3]]);
 * nPairs()(embeddings, tf.tensor1d([0, 1, 0, 1], 'int32')); // => Math.log(1 + Math.exp(-1))
 * ```
 *
 * @see Sohn 2016, Improved Deep Metric Learning with Multi-class N-pair Loss Objective;
 * [NPairsLoss](https://kevinmusgrave.github.io/pytorch-metric-learning/losses/#npairsloss) 2.9
 */
export const nPairs = defineComponent({
  kind: 'loss',
  name: 'n-pairs',
  summary: 'A pair of each class in a batch: the first finds the second among those of all classes.',
  schema: z.strictObject({ ...similarityShape, ...reductionShape }).superRefine(checkComparison),
  examples: [{}, { distance: 'dot', reduction: 'sum' }, { distance: 'euclidean', reduction: 'none' }],
  conformance: pairConformance,
  create: (options, { name }) =>
    pairwiseLoss({
      name,
      ...options,
      compute({ distances, positives }) {
        const places = tf.range(0, positives.shape[0]);
        const isEarlier = asFloat(tf.less(tf.expandDims(places, 0), tf.expandDims(places, 1)));
        const earlier = tf.sum(tf.mul(positives, isEarlier), 1);
        const hasPartner = tf.any(tf.greater(positives, 0), 1);
        const isFirst = asFloat(tf.logicalAnd(tf.equal(earlier, 0), hasPartner));
        const isSecond = tf.expandDims(tf.equal(earlier, 1), 0);
        const logits = tf.where(isSecond, tf.neg(distances), HIDDEN);
        const partner = tf.mul(tf.mul(positives, asFloat(isSecond)), tf.expandDims(isFirst, 1));
        return { values: { values: softmaxCrossEntropy(logits, partner), counts: isFirst } };
      },
    }),
});
