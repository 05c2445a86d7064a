import { defineComponent, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { classScoreLoss, type ClassScores } from '../shared/class-score-loss.js';
import { classScoreShape, type ClassScoreOptions } from '../shared/class-score-shape.js';
import { counted } from '../shared/counted.js';

/** Options of {@link categoricalHinge}. */
export interface CategoricalHingeOptions extends ClassScoreOptions {}

/**
 * Categorical hinge: of scores x, `[batch, …, classes]`, and class y, $`a_y \max(0, 1 + \max(0, \max_{i \ne y} x_i) - x_y)`$ with class
 * weights a. Only the strongest of the other classes counts, and none below 0; {@link multiMargin} counts all.
 *
 * Targets, weights and reduction are those of {@link classScoreLoss}; of probabilities q it is
 * $`\max(0, 1 + \max_i (1 - q_i) x_i - \sum_i q_i x_i)`$, as Keras has it.
 *
 * @throws `LML_SHAPE_MISMATCH` if the target's shape is neither that of the prediction nor that without its last axis, or if class or sample
 * weights do not fit.
 *
 * @example
 * ```ts
 * import { categoricalHinge } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * categoricalHinge()(tf.tensor2d([[1, 0.5, -1]]), tf.tensor1d([0], 'int32')); // => 0.5
 * ```
 *
 * @see [keras.losses.CategoricalHinge](https://keras.io/api/losses/hinge_losses/) 3, which has no class weights
 */
export const categoricalHinge = defineComponent({
  kind: 'loss',
  name: 'categorical-hinge',
  summary: 'Hinge loss of several classes: how far the strongest other comes within 1 of the right one.',
  schema: z.strictObject({ ...classScoreShape, ...reductionShape }),
  examples: [{}, { weight: [1, 2, 0.5] }, { reduction: 'sum' }, { reduction: 'none' }],
  create: (options, { name }) => classScoreLoss({ name, ...options, values: hinges }),
});

function hinges({ prediction, target }: ClassScores): tf.Tensor {
  const weight = tf.sum(target, -1, true);
  const counts = tf.notEqual(weight, 0);
  const shares = tf.div(target, tf.where(counts, weight, tf.onesLike(weight)));
  const right = tf.sum(counted(shares, prediction), -1);
  const strongest = tf.max(counted(tf.sub(1, shares), prediction), -1);
  const values = tf.relu(tf.add(1, tf.sub(strongest, right)));
  return counted(tf.squeeze(weight, [-1]), values);
}
