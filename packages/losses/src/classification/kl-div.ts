import { alignWeight, asFloat, defineComponent, reduce, requireSameShape, sumAll } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { elementwiseLoss } from '../shared/elementwise-loss.js';
import { pairLoss } from '../shared/pair-loss.js';

const shape = {
  /** Whether targets are logarithms too. Default: `false`. */
  logTarget: z.boolean().default(false).describe('Whether targets are logarithms too.'),
  /**
   * What becomes of the single values: their mean, the sum by the number of samples, their sum, or nothing ('none').
   * Default: `'mean'`.
   */
  reduction: z
    .enum(['mean', 'batchmean', 'sum', 'none'])
    .default('mean')
    .describe(
      "What becomes of the single values: their mean, the sum by the number of samples, their sum, or nothing ('none').",
    ),
};

/** Options of {@link klDiv}. */
export interface KlDivOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Kullback-Leibler divergence of targets y, probabilities, from predictions x, logarithms of probabilities, both `[batch, …]`:
 * $`y (\ln y - x)`$ for each element, 0 for y = 0; with `logTarget` $`e^y (y - x)`$.
 *
 * As in PyTorch `'mean'` divides by the number of elements; what textbooks mean is `'batchmean'`, which divides by that of samples.
 * Weights, one a sample, are those of {@link elementwiseLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { klDiv } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const prediction = tf.log(tf.tensor2d([[0.5, 0.5]]));
 * klDiv({ reduction: 'batchmean' })(prediction, tf.tensor2d([[1, 0]])); // => Math.LN2
 * ```
 *
 * @see [torch.nn.KLDivLoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.KLDivLoss.html) 2.x
 */
export const klDiv = defineComponent({
  kind: 'loss',
  name: 'kl-div',
  summary: 'Kullback-Leibler divergence of probabilities from predicted log-probabilities.',
  schema: z.strictObject(shape),
  examples: [{}, { reduction: 'batchmean' }, { logTarget: true, reduction: 'sum' }, { reduction: 'none' }],
  conformance: { prediction: { shape: [4, 3], low: -3, high: -0.1 }, target: { shape: [4, 3], low: 0.1, high: 0.9 } },
  create: ({ logTarget, reduction }, { name }) => {
    const values = logTarget ? ofLogarithms : ofProbabilities;
    if (reduction !== 'batchmean')
      return elementwiseLoss({ name, reduction, values: ({ prediction, target }) => values(prediction, target) });
    const weightOf = ({ shape: [batch] }: tf.Tensor, weight: tf.Tensor | undefined): tf.Tensor =>
      alignWeight(name, weight ?? tf.ones([batch]), [batch]).weight;
    return pairLoss({
      name,
      reduction: 'mean',
      value({ prediction, target, weight }) {
        requireSameShape(name, prediction, target);
        const [batch] = prediction.shape;
        const each = tf.sum(tf.reshape(values(asFloat(prediction), asFloat(target)), [batch, -1]), 1);
        const weights = weightOf(prediction, weight);
        return reduce(tf.mul(each, weights), 'mean', () => sumAll(weights));
      },
      total: ({ prediction, weight }) => sumAll(weightOf(prediction, weight)),
    });
  },
});

function ofProbabilities(prediction: tf.Tensor, target: tf.Tensor): tf.Tensor {
  const isPositive = tf.greater(target, 0);
  const logarithm = tf.log(tf.where(isPositive, target, tf.onesLike(target)));
  return tf.where(isPositive, tf.mul(target, tf.sub(logarithm, prediction)), tf.zerosLike(target));
}

function ofLogarithms(prediction: tf.Tensor, target: tf.Tensor): tf.Tensor {
  return tf.mul(tf.exp(target), tf.sub(target, prediction));
}
