import { defineComponent, metricShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import {
  labelRankingMetric,
  labelRankingShape,
  labelsAbove,
  type LabelRankingOptions,
} from '../shared/label-ranking-metric.js';

/** Options of {@link rankingAveragePrecision}. */
export interface RankingAveragePrecisionOptions extends LabelRankingOptions {}

/**
 * Label ranking average precision: of the labels that a sample's scores put at or above a right label, the share that is right too;
 * the mean over the right labels of a sample, and over samples. Above 0, to 1; more is better.
 *
 * Scores `[batch, …, labels]`, logits or probabilities, whose order counts, against labels 0 and 1 of the same shape. Labels of equal
 * scores are above one another. A sample without a right label counts 1. Labels are compared in pairs, in memory of samples × labels².
 * Weights w, one a sample (`[batch]`) or position, default 1. NaN where nothing was counted.
 *
 * @throws `LML_SHAPE_MISMATCH` if shapes differ, are not as wide as `numClasses`, or weights do not fit; `LML_INVALID_ARGUMENT` from
 * `check`, if targets were neither 0 nor 1, or scores NaN.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { rankingAveragePrecision } from '@lml/metrics';
 *
 * const state = new MetricState(rankingAveragePrecision());
 * await state.update([[0.75, 0.5, 0.25], [0.75, 0.5, 0.25]], [[1, 0, 0], [0, 1, 0]]);
 * state.compute(); // => 0.75
 * ```
 *
 * @see [torchmetrics.classification.MultilabelRankingAveragePrecision](https://lightning.ai/docs/torchmetrics/stable/classification/label_ranking_average_precision.html)
 * 1.9;
 * [sklearn.metrics.label_ranking_average_precision_score](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.label_ranking_average_precision_score.html)
 * 1.9
 */
export const rankingAveragePrecision = defineComponent({
  kind: 'metric',
  name: 'ranking-average-precision',
  summary: 'The share of right labels among those that scores put above right ones.',
  schema: z.strictObject({ ...labelRankingShape, ...metricShape }),
  examples: [{}, { numClasses: 3, ignoreIndex: -1 }],
  create: (options, nature) =>
    labelRankingMetric({
      ...nature,
      options,
      values: (rows) => {
        const above = labelsAbove(rows);
        const rank = tf.maximum(tf.add(above.relevant, above.other), 1);
        const precisions = tf.sum(tf.mul(rows.relevant, tf.div(above.relevant, rank)), 1);
        const labels = tf.sum(rows.relevant, 1);
        return tf.where(tf.greater(labels, 0), tf.div(precisions, tf.maximum(labels, 1)), 1);
      },
    }),
  higherIsBetter: true,
});
