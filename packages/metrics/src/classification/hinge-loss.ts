import { defineComponent, InvalidArgumentError, metricShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { callOf } from '../shared/class-task.js';
import { checkClasses } from '../shared/class-options.js';
import { classMeanMetric } from '../shared/class-mean-metric.js';
import type { ScoreRows } from '../shared/score-rows.js';
import { classScoresShape, type ClassScoresOptions } from '../shared/class-scores-options.js';

const shape = {
  /** Whether the loss of each sample is squared. Default: `false`. */
  squared: z.boolean().default(false).describe('Whether the loss of each sample is squared.'),
  /**
   * Several classes: one loss by the highest score of a wrong class (crammer-singer), or the binary loss of each class
   * against all others (one-vs-all). Default: `'crammer-singer'`.
   */
  multiclassMode: z
    .enum(['crammer-singer', 'one-vs-all'])
    .default('crammer-singer')
    .describe(
      'Several classes: one loss by the highest score of a wrong class (crammer-singer), or the binary loss of each class against all others (one-vs-all).',
    ),
};

/** Options of {@link hingeLoss}. */
export interface HingeLossOptions extends ClassScoresOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * Mean hinge loss $`\sum w \max(0, 1 - m) / \sum w`$ of the margins m by which the right class is ahead; with `squared` of its
 * square. From 0, at margins of 1 or more; less is better.
 *
 * Scores s and targets by task, the class axis last:
 * - `'binary'`: one score `[batch, …]` or `[batch, …, 1]` against labels 0 and 1: m is s for label 1, −s for label 0;
 * - `'multiclass'`: scores `[batch, …, classes]` against class indices `[batch, …]`: m is the score of the right class minus the
 *   highest of the others. With `multiclassMode: 'one-vs-all'` each class is a binary task, and the result one number a class,
 *   float64 `[classes]`.
 *
 * Margins are made of the scores as they are. What a classifier decides by are logits: say so by `scores: 'logits'` where no loss
 * does; probabilities are refused outside of [0, 1]. Weights w, one a sample (`[batch]`) or position, default 1. NaN where
 * nothing was counted.
 *
 * @throws `LML_INVALID_OPTIONS` for options that exclude each other; `LML_SHAPE_MISMATCH` for shapes that do not fit the task or
 * `numClasses`, and weights that do not fit; `LML_INVALID_ARGUMENT` if one-vs-all is not told the number of classes, and, from
 * `check`, if targets were no class, or scores NaN or no probabilities.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { hingeLoss } from '@lml/metrics';
 *
 * const state = new MetricState(hingeLoss({ scores: 'logits' }));
 * await state.update([2.5, -0.5, 0.25], [1, 0, 0]);
 * state.compute(); // => (0 + 0.5 + 1.25) / 3
 *
 * const classes = new MetricState(hingeLoss({ scores: 'logits', numClasses: 3 }));
 * await classes.update([[2, 1.5, 0], [0, 3, 1]], [0, 1]);
 * classes.compute(); // => 0.25
 * ```
 *
 * @see [torchmetrics.HingeLoss](https://lightning.ai/docs/torchmetrics/stable/classification/hinge_loss.html) 1.9, which has no
 * weights, and passes scores outside of [0, 1] through a sigmoid or softmax first, which is no hinge loss;
 * [sklearn.metrics.hinge_loss](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.hinge_loss.html) 1.9 does not
 */
export const hingeLoss = defineComponent({
  kind: 'metric',
  name: 'hinge-loss',
  summary: 'Mean hinge loss of the margins by which right classes are ahead.',
  schema: z.strictObject({ ...classScoresShape, ...metricShape, ...shape }).superRefine(checkClasses),
  examples: [
    { scores: 'logits' },
    { task: 'binary', squared: true },
    { scores: 'logits', numClasses: 3, multiclassMode: 'one-vs-all' },
  ],
  create: ({ squared, multiclassMode, ...options }, nature) => {
    const apart = multiclassMode === 'one-vs-all';
    return classMeanMetric({
      ...nature,
      options,
      values: (rows) => {
        const margins = rows.task === 'binary' || apart ? signedScores(rows) : lead(rows);
        const losses = tf.relu(tf.sub(1, margins));
        return squared ? tf.square(losses) : losses;
      },
      columns: (classes) => (apart ? requireClasses(nature.name, classes) : 1),
    });
  },
  higherIsBetter: false,
});

/** Each score for its class, negative where the class is not the right one. */
function signedScores({ scores, target }: ScoreRows): tf.Tensor {
  return tf.mul(scores, tf.sub(tf.mul(2, target), 1));
}

/** By how much the right class is ahead of the best of the others. */
function lead({ scores, target }: ScoreRows): tf.Tensor {
  const isRight = tf.greater(target, 0);
  const right = tf.sum(tf.where(isRight, scores, 0), 1, true);
  return tf.sub(right, tf.max(tf.where(isRight, -Infinity, scores), 1, true));
}

function requireClasses(metric: string, classes: number | undefined): number {
  if (classes !== undefined) return classes;
  const remedy = `The result has an entry for each class. Write ${callOf(metric)}({ multiclassMode: 'one-vs-all', numClasses: 3 }).`;
  throw new InvalidArgumentError('numClasses', `given to ${metric}`, undefined, remedy);
}
