import { asFloat, defineComponent, metricShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { labelRankingMetric, labelRankingShape, type LabelRankingOptions } from '../shared/label-ranking-metric.js';

/** Options of {@link coverageError}. */
export interface CoverageErrorOptions extends LabelRankingOptions {}

/**
 * Coverage error: how far one has to go down the labels of a sample, by falling score, to meet all that are right; the mean over
 * samples. From the mean number of right labels to the number of labels; less is better.
 *
 * Scores `[batch, …, labels]`, logits or probabilities, whose order counts, against labels 0 and 1 of the same shape. Labels of equal
 * scores are met together. A sample without a right label counts 0. Weights w, one a sample (`[batch]`) or position, default 1.
 * NaN where nothing was counted.
 *
 * @throws `LML_SHAPE_MISMATCH` if shapes differ, are not as wide as `numClasses`, or weights do not fit; `LML_INVALID_ARGUMENT` from
 * `check`, if targets were neither 0 nor 1, or scores NaN.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { coverageError } from '@lml/metrics';
 *
 * const state = new MetricState(coverageError());
 * await state.update([[0.75, 0.5, 0.25], [0.75, 0.5, 0.25]], [[1, 0, 0], [1, 0, 1]]);
 * state.compute(); // => 2
 * ```
 *
 * @see [torchmetrics.classification.MultilabelCoverageError](https://lightning.ai/docs/torchmetrics/stable/classification/coverage_error.html)
 * 1.9; [sklearn.metrics.coverage_error](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.coverage_error.html) 1.9
 */
export const coverageError = defineComponent({
  kind: 'metric',
  name: 'coverage-error',
  summary: 'How many labels by falling score contain all that are right.',
  schema: z.strictObject({ ...labelRankingShape, ...metricShape }),
  examples: [{}, { numClasses: 3, ignoreIndex: -1 }],
  create: (options, nature) =>
    labelRankingMetric({
      ...nature,
      options,
      values: ({ scores, relevant, other }) => {
        const isRelevant = tf.greater(relevant, 0);
        const lowest = tf.min(tf.where(isRelevant, scores, Infinity), 1, true);
        const met = tf.mul(asFloat(tf.greaterEqual(scores, lowest)), tf.add(relevant, other));
        return tf.mul(tf.sum(met, 1), tf.max(relevant, 1));
      },
    }),
  higherIsBetter: false,
});
