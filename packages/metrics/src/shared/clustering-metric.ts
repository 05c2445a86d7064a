import {
  metricView,
  requireSameShape,
  type Metric,
  type MetricSettings,
  type MetricTraits,
  type TensorMetricInput,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { contingencyOf, type Contingency } from './contingency.js';
import { numbersOf, zeros } from './values.js';
import { countFractions, requireWhole, wholeNumbers } from './whole-numbers.js';

/** What {@link clusteringMetric} takes. */
export interface ClusteringMetricOptions {
  /** The metric's name in the registry. */
  readonly name: string;
  /** Its traits. */
  readonly traits: MetricTraits;
  /** The options of every metric, with their defaults filled in. */
  readonly options: MetricSettings;
  /** The result, of one sample or more. */
  readonly score: (table: Contingency) => number;
}

/** What metrics of clusters against classes are checked with. */
export const clusteringConformance = {
  prediction: { shape: [8], dtype: 'int32', values: [4, 4, 7, 7, -1, 4, -1, 7] },
  target: { shape: [8], dtype: 'int32', values: [0, 0, 1, 1, 2, 1, 2, 0] },
  weights: false,
} as const;

const LABELS = "A cluster is a number, one a sample: look at what a predictor gives, on: 'prediction'.";

/**
 * Makes a metric of predicted clusters against classes, from how often each class meets each cluster.
 *
 * Labels are any whole numbers, and which number a cluster has does not matter. They are kept, once for all metrics of the
 * family. Every sample counts once: weights are not used. NaN where nothing was counted.
 *
 * @throws `LML_SHAPE_MISMATCH`, from the metric, if prediction and target have different shapes; `LML_INVALID_ARGUMENT` from `compute`
 * for labels that are not whole numbers.
 */
export function clusteringMetric({ name, traits, options, score }: ClusteringMetricOptions): Metric {
  const check = ({ prediction, target }: TensorMetricInput): void => requireSameShape(name, prediction, target, LABELS);
  return {
    name,
    ...metricView(options),
    higherIsBetter: traits.higherIsBetter,
    group: 'clustering',
    init: () => ({ fractions: zeros('int32', [2]) }),
    update: ({ fractions }, input) => {
      check(input);
      const { prediction, target } = input;
      return { fractions: tf.add(fractions!, tf.stack([countFractions(prediction), countFractions(target)])) };
    },
    keep: ({ prediction, target }) => ({ prediction: wholeNumbers(prediction), target: wholeNumbers(target) }),
    compute: (values) => {
      const [ofPrediction = 0, ofTarget = 0] = numbersOf(values['fractions']);
      requireWhole('prediction', ofPrediction);
      requireWhole('target', ofTarget);
      const [prediction, target] = [values['kept/prediction']?.data, values['kept/target']?.data];
      if (prediction === undefined || target!.length === 0) return NaN;
      return score(contingencyOf(prediction as Int32Array, target as Int32Array));
    },
  };
}
