import {
  metricView,
  requireSameShape,
  spreadWeight,
  type Metric,
  type MetricResult,
  type MetricSettings,
  type MetricTraits,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { initMoments, mergeMoments, momentsOf, updateMoments, type OutputMoments } from './moments.js';
import { outputRows } from './output-rows.js';
import { numbersOf, resultOf } from './values.js';

/** What {@link momentsMetric} takes. */
export interface MomentsMetricOptions extends MetricSettings {
  /** The metric's name in the registry. */
  readonly name: string;
  /** Its traits. */
  readonly traits: MetricTraits;
  /** How many outputs to tell apart, along the last axis. */
  readonly numOutputs: number;
  /** Whether one output is made of all axes, as of errors that are averaged over all elements. Default: `false`. */
  readonly flat?: boolean | undefined;
  /** Whether the lowest and highest targets are looked for. Default: `false`. */
  readonly range?: boolean | undefined;
  /** The result, from the moments of each output and the number of samples. */
  readonly result: (outputs: readonly OutputMoments[], samples: number) => MetricResult;
}

/**
 * Makes a metric of means, variances and the covariance of predictions and targets, and of mean and variance of the error.
 *
 * They are counted about the means of the first batch and merged by Chan's formula, so that values far from 0 lose no digits. Metrics
 * of one number of outputs count them once. Weights, one a sample (`[batch]`) or of further axes, default 1.
 *
 * @throws `LML_SHAPE_MISMATCH`, from the metric, if prediction and target have different shapes, if the last axis is not
 * `numOutputs`, or if weights do not fit.
 */
export function momentsMetric(options: MomentsMetricOptions): Metric {
  const { name, traits, numOutputs, flat = false, range = false, result } = options;
  const isFlat = flat && numOutputs === 1;
  return {
    name,
    ...metricView(options),
    higherIsBetter: traits.higherIsBetter,
    group: `moments ${numOutputs}${isFlat ? ' flat' : ''}${range ? ' range' : ''}`,
    init: () => initMoments(numOutputs, range),
    update: (state, { prediction, target, weight }) => {
      requireSameShape(name, prediction, target);
      const flattened = (values: tf.Tensor): tf.Tensor => (isFlat ? tf.reshape(values, [-1]) : values);
      const spread = spreadWeight(name, weight ?? tf.scalar(1), prediction.shape);
      const rows = outputRows(name, { prediction: flattened(prediction), target: flattened(target) }, numOutputs);
      // The wasm backend cannot sum nothing.
      if (prediction.size === 0) return state;
      return updateMoments(state, { ...rows, weight: tf.reshape(spread, rows.prediction.shape) });
    },
    merge: mergeMoments,
    compute: (values) => result(momentsOf(values), numbersOf(values['samples'])[0]!),
  };
}

/** A number for one output, else one for each, float64 `[outputs]`. */
export function eachOutput(outputs: readonly OutputMoments[], score: (moments: OutputMoments) => number): MetricResult {
  const scores = outputs.map(score);
  return scores.length === 1 ? scores[0]! : resultOf(scores);
}

/** The weighted sum of the squared errors. */
export function squaredErrors({ error, total }: OutputMoments): number {
  return error.squares + total * error.mean ** 2;
}
