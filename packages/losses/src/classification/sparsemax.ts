import { defineComponent, reductionShape, stopGradient } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { classScoreLoss, type ClassScores } from '../shared/class-score-loss.js';
import { classScoreShape, type ClassScoreOptions } from '../shared/class-score-shape.js';
import { counted } from '../shared/counted.js';

/** Options of {@link sparsemax}. */
export interface SparsemaxOptions extends ClassScoreOptions {}

/**
 * Sparsemax loss: of scores x, `[batch, …, classes]`, and class y, $`a_y (p \cdot x - x_y + \frac12 (1 - \sum_i p_i^2))`$ with class weights
 * a, where p is the sparsemax of the scores: the probabilities nearest to them, many of which are exactly 0. The loss is 0 once the score of
 * the right class is larger than all others by 1.
 *
 * Targets, weights and reduction are those of {@link classScoreLoss}. Its gradient is $`a_y (p - e_y)`$.
 *
 * @throws `LML_SHAPE_MISMATCH` if the target's shape is neither that of the prediction nor that without its last axis, or if class or sample
 * weights do not fit.
 *
 * @example
 * ```ts
 * import { sparsemax } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const scores = tf.tensor2d([[0.5, 0.5], [2, 1]]);
 * sparsemax({ reduction: 'none' })(scores, tf.tensor1d([0, 0], 'int32')); // => [0.25, 0]
 * ```
 *
 * @see Martins, Astudillo 2016, From Softmax to Sparsemax: A Sparse Model of Attention and Multi-Label Classification;
 * optax.losses.multiclass_sparsemax_loss
 */
export const sparsemax = defineComponent({
  kind: 'loss',
  name: 'sparsemax',
  summary: 'Cross-entropy of a sparsemax, which gives unlikely classes the probability 0.',
  schema: z.strictObject({ ...classScoreShape, ...reductionShape }),
  examples: [{}, { weight: [1, 2, 0.5] }, { reduction: 'sum' }, { reduction: 'none' }],
  create: (options, { name }) => classScoreLoss({ name, ...options, values: sparseEntropy }),
});

function sparseEntropy({ prediction, target }: ClassScores): tf.Tensor {
  // Only differences of scores count; so none is large that has a probability.
  const scores = tf.sub(prediction, stopGradient(tf.max(prediction, -1, true)));
  const probabilities = sparseProbabilities(scores);
  const spread = tf.mul(0.5, tf.sub(1, tf.sum(tf.square(probabilities), -1, true)));
  const mean = tf.add(tf.sum(counted(probabilities, scores), -1, true), spread);
  return tf.sum(counted(target, tf.sub(mean, scores)), -1);
}

/** The projection of scores, at most 0, onto probabilities. */
function sparseProbabilities(scores: tf.Tensor): tf.Tensor {
  const classes = scores.shape.at(-1)!;
  const { values: sorted } = tf.topk(stopGradient(scores), classes);
  const ranks = tf.range(1, classes + 1);
  const isIn = tf.greater(tf.add(1, tf.mul(ranks, sorted)), tf.cumsum(sorted, sorted.rank - 1));
  // The smallest score that has a probability tells which have: the threshold itself is computed of all these, for its gradient.
  const least = tf.min(tf.where(isIn, sorted, tf.zerosLike(sorted)), -1, true);
  const support = tf.greaterEqual(scores, least);
  const sum = tf.sum(tf.where(support, scores, tf.zerosLike(scores)), -1, true);
  const threshold = tf.div(tf.sub(sum, 1), tf.sum(tf.cast(support, 'float32'), -1, true));
  return tf.relu(tf.sub(scores, threshold));
}
