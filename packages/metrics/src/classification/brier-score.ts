import { defineComponent, metricShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { checkClasses } from '../shared/class-options.js';
import { classMeanMetric } from '../shared/class-mean-metric.js';
import { probabilitiesOf } from '../shared/score-rows.js';
import { classScoresShape, type ClassScoresOptions } from '../shared/class-scores-options.js';

const shape = {
  /** Whether the score is halved, so that it is at most 1; 'auto' does so for two classes. Default: `'auto'`. */
  scaleByHalf: z
    .union([z.boolean(), z.literal('auto')])
    .default('auto')
    .describe("Whether the score is halved, so that it is at most 1; 'auto' does so for two classes."),
};

/** Options of {@link brierScore}. */
export interface BrierScoreOptions extends ClassScoresOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * Brier score: the mean squared distance $`\sum w \sum_c (p_c - y_c)^2 / \sum w`$ of the probabilities p of the classes c from the
 * truth y, which is 1 for the right class and 0 for the others. Less is better.
 *
 * Scores and targets by task, the class axis last:
 * - `'binary'`: one score `[batch, …]` or `[batch, …, 1]`, for label 1, against labels 0 and 1: two classes, of probabilities p and
 *   1 − p;
 * - `'multiclass'`: scores `[batch, …, classes]` against class indices `[batch, …]`.
 *
 * It is from 0 to 2, or to 1 where it is halved, which by default (`scaleByHalf: 'auto'`) it is for two classes: then it is
 * $`(p - y)^2`$ of label 1. Weights w, one a sample (`[batch]`) or position, default 1. NaN where nothing was counted.
 *
 * @throws `LML_INVALID_OPTIONS` for options that exclude each other; `LML_SHAPE_MISMATCH` for shapes that do not fit the task or
 * `numClasses`, and weights that do not fit; `LML_INVALID_ARGUMENT` from `check`, if targets were
 * no class, or scores NaN or no probabilities.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { brierScore } from '@lml/metrics';
 *
 * const state = new MetricState(brierScore());
 * await state.update([0.75, 0.5], [1, 0]);
 * state.compute(); // => (0.0625 + 0.25) / 2
 *
 * const classes = new MetricState(brierScore());
 * await classes.update([[0.5, 0.25, 0.25]], [0]);
 * classes.compute(); // => 0.375
 * ```
 *
 * @see [sklearn.metrics.brier_score_loss](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.brier_score_loss.html) 1.9
 */
export const brierScore = defineComponent({
  kind: 'metric',
  name: 'brier-score',
  summary: 'Mean squared distance of probabilities from the truth.',
  schema: z.strictObject({ ...classScoresShape, ...metricShape, ...shape }).superRefine(checkClasses),
  examples: [{}, { scores: 'logits', scaleByHalf: true }, { task: 'binary', scaleByHalf: false }],
  create: ({ scaleByHalf, ...options }, nature) =>
    classMeanMetric({
      ...nature,
      options,
      values: (rows) => {
        const isBinary = rows.task === 'binary';
        const squares = tf.sum(tf.square(tf.sub(probabilitiesOf(rows), rows.target)), 1, true);
        const halved = scaleByHalf === 'auto' ? isBinary || rows.scores.shape[1] === 2 : scaleByHalf;
        return tf.mul(squares, (isBinary ? 2 : 1) * (halved ? 0.5 : 1));
      },
    }),
  higherIsBetter: false,
});
