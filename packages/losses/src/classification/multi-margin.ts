import { defineComponent, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { classScoreLoss } from '../shared/class-score-loss.js';
import { classScoreShape, type ClassScoreOptions } from '../shared/class-score-shape.js';
import { counted } from '../shared/counted.js';

const shape = {
  /** The power of what lacks: 1 or 2. Default: `1`. */
  p: z
    .union([z.literal(1), z.literal(2)])
    .default(1)
    .describe('The power of what lacks: 1 or 2.'),
  /** How much larger the score of the right class is to be. Default: `1`. */
  margin: z.number().default(1).describe('How much larger the score of the right class is to be.'),
};

/** Options of {@link multiMargin}. */
export interface MultiMarginOptions extends ClassScoreOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * Multi-class margin: of scores x, `[batch, …, classes]`, and class y of C, $`a_y \sum_{i \ne y} \max(0, m - x_y + x_i)^p / C`$ with
 * class weights a. As in PyTorch the mean divides by the number of samples (or their weights), whatever the weights of classes.
 *
 * Targets, weights and reduction are those of {@link classScoreLoss}; of probabilities the score of the right class is the mean.
 *
 * @throws `LML_SHAPE_MISMATCH` if the target's shape is neither that of the prediction nor that without its last axis, or if class or sample
 * weights do not fit.
 *
 * @example
 * ```ts
 * import { multiMargin } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * multiMargin()(tf.tensor2d([[1, 0.5, -1]]), tf.tensor1d([0], 'int32')); // => 0.5 / 3
 * ```
 *
 * @see [torch.nn.MultiMarginLoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiMarginLoss.html) 2.x
 */
export const multiMargin = defineComponent({
  kind: 'loss',
  name: 'multi-margin',
  summary: 'Hinge loss of several classes: how far each other comes within a margin of the right one.',
  schema: z.strictObject({ ...classScoreShape, ...shape, ...reductionShape }),
  examples: [{}, { p: 2, margin: 0.5 }, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ p, margin, ...options }, { name }) =>
    classScoreLoss({
      name,
      ...options,
      meanOver: 'samples',
      values: ({ prediction, target }) => margins(prediction, target, p, margin),
    }),
});

function margins(prediction: tf.Tensor, target: tf.Tensor, p: 1 | 2, margin: number): tf.Tensor {
  const weight = tf.sum(target, -1);
  const counts = tf.notEqual(weight, 0);
  const right = tf.div(tf.sum(counted(target, prediction), -1), tf.where(counts, weight, tf.onesLike(weight)));
  const lacking = tf.relu(tf.add(tf.sub(margin, tf.expandDims(right, -1)), prediction));
  const all = tf.sum(p === 1 ? lacking : tf.square(lacking), -1);
  // The right class itself lacks the margin.
  const others = tf.sub(all, Math.max(0, margin) ** p);
  return tf.div(tf.where(counts, tf.mul(weight, others), tf.zerosLike(others)), prediction.shape.at(-1)!);
}
