import { defineComponent, metricShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import {
  labelRankingMetric,
  labelRankingShape,
  labelsAbove,
  type LabelRankingOptions,
} from '../shared/label-ranking-metric.js';

/** Options of {@link rankingLoss}. */
export interface RankingLossOptions extends LabelRankingOptions {}

/**
 * Label ranking loss: of all pairs of a right and a wrong label of a sample, the share in which the wrong one has the same or a higher
 * score; the mean over samples. From 0 to 1; less is better.
 *
 * Scores `[batch, …, labels]`, logits or probabilities, whose order counts, against labels 0 and 1 of the same shape. A sample whose
 * labels are all right, or all wrong, counts 0. Labels are compared in pairs, in memory of samples × labels². Weights w, one a sample
 * (`[batch]`) or position, default 1. NaN where nothing was counted.
 *
 * @throws `LML_SHAPE_MISMATCH` if shapes differ, are not as wide as `numClasses`, or weights do not fit; `LML_INVALID_ARGUMENT` from
 * `check`, if targets were neither 0 nor 1, or scores NaN.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { rankingLoss } from '@lml/metrics';
 *
 * const state = new MetricState(rankingLoss());
 * await state.update([[0.75, 0.5, 0.25], [0.75, 0.5, 0.25]], [[1, 0, 0], [0, 1, 0]]);
 * state.compute(); // => 0.25
 * ```
 *
 * @see [torchmetrics.classification.MultilabelRankingLoss](https://lightning.ai/docs/torchmetrics/stable/classification/label_ranking_loss.html)
 * 1.9, which puts labels of equal scores in any order;
 * [sklearn.metrics.label_ranking_loss](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.label_ranking_loss.html) 1.9
 */
export const rankingLoss = defineComponent({
  kind: 'metric',
  name: 'ranking-loss',
  summary: 'The share of pairs of a right and a wrong label in the wrong order.',
  schema: z.strictObject({ ...labelRankingShape, ...metricShape }),
  examples: [{}, { numClasses: 3, ignoreIndex: -1 }],
  create: (options, nature) =>
    labelRankingMetric({
      ...nature,
      options,
      values: (rows) => {
        const wrong = tf.sum(tf.mul(rows.relevant, labelsAbove(rows).other), 1);
        const pairs = tf.mul(tf.sum(rows.relevant, 1), tf.sum(rows.other, 1));
        return tf.div(wrong, tf.maximum(pairs, 1));
      },
    }),
  higherIsBetter: false,
});
