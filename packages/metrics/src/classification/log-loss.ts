import { defineComponent, metricShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { checkClasses } from '../shared/class-options.js';
import { classMeanMetric } from '../shared/class-mean-metric.js';
import type { ScoreRows } from '../shared/score-rows.js';
import { classScoresShape, type ClassScoresOptions } from '../shared/class-scores-options.js';

/** The distance of float32's 1 to the next number. */
const EPSILON = 2 ** -23;

const shape = {
  /** Whether the result is the mean of the samples, or their sum. Default: `true`. */
  normalize: z.boolean().default(true).describe('Whether the result is the mean of the samples, or their sum.'),
};

/** Options of {@link logLoss}. */
export interface LogLossOptions extends ClassScoresOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * Log loss, or cross-entropy: the mean $`-\sum w \log p / \sum w`$ of the logarithms of the probabilities p of the right classes.
 * From 0 to 15.94; less is better.
 *
 * Scores and targets by task, the class axis last:
 * - `'binary'`: one score `[batch, …]` or `[batch, …, 1]`, for label 1, against labels 0 and 1;
 * - `'multiclass'`: scores `[batch, …, classes]` against class indices `[batch, …]`.
 *
 * Probabilities are clipped to [ε, 1 − ε] with the ε = 2⁻²³ of float32, so that a right class of probability 0 counts 15.94 and not
 * infinity; they are not normalised. With `scores: 'logits'` logarithms are computed without the probabilities, and clipped
 * likewise. Weights w, one a sample (`[batch]`) or position, default 1. NaN where nothing was counted, and for infinite logits.
 *
 * @throws `LML_INVALID_OPTIONS` for options that exclude each other; `LML_SHAPE_MISMATCH` for shapes that do not fit the task or
 * `numClasses`, and weights that do not fit; `LML_INVALID_ARGUMENT` from `check`, if targets were
 * no class, or scores NaN or no probabilities.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { logLoss } from '@lml/metrics';
 *
 * const state = new MetricState(logLoss());
 * await state.update([[0.5, 0.25, 0.25], [0, 0.75, 0.25]], [0, 2]);
 * state.compute(); // => 1.0397207
 *
 * const binary = new MetricState(logLoss({ normalize: false }));
 * await binary.update([0.75, 0.5], [1, 0], { weight: [2, 1] });
 * binary.compute(); // => 1.2685113
 * ```
 *
 * @see [sklearn.metrics.log_loss](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.log_loss.html) 1.9
 */
export const logLoss = defineComponent({
  kind: 'metric',
  name: 'log-loss',
  summary: 'Mean negative logarithm of the probabilities of the right classes.',
  schema: z.strictObject({ ...classScoresShape, ...metricShape, ...shape }).superRefine(checkClasses),
  examples: [{}, { scores: 'logits' }, { task: 'binary', normalize: false }],
  create: ({ normalize, ...options }, nature) =>
    classMeanMetric({
      ...nature,
      options,
      normalize,
      values: (rows) => {
        const { target } = rows;
        if (rows.task === 'multiclass') return tf.neg(tf.sum(tf.mul(target, clipped(logsOf(rows))), 1, true));
        const [one, other] = binaryLogs(rows);
        return tf.neg(tf.add(tf.mul(target, clipped(one)), tf.mul(tf.sub(1, target), clipped(other))));
      },
    }),
  higherIsBetter: false,
});

/** The logarithm of the probability of each class. */
function logsOf({ scale, scores }: ScoreRows): tf.Tensor {
  return scale === 'logits' ? tf.logSoftmax(scores) : tf.log(scores);
}

/** The logarithms of the probabilities of labels 1 and 0. */
function binaryLogs({ scale, scores }: ScoreRows): [tf.Tensor, tf.Tensor] {
  if (scale === 'probabilities') return [tf.log(scores), tf.log(tf.sub(1, scores))];
  return [tf.neg(tf.softplus(tf.neg(scores))), tf.neg(tf.softplus(scores))];
}

/** Logarithms of probabilities that are not below ε, nor above 1 − ε. */
function clipped(logs: tf.Tensor): tf.Tensor {
  return tf.clipByValue(logs, Math.log(EPSILON), Math.log1p(-EPSILON));
}
