import { metricView, spreadWeight, type Metric, type MetricTraits } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { scoreRows, noneInvalid, requireValid, type ScoreRows } from './score-rows.js';
import type { ClassScoresSettings } from './class-scores-options.js';
import { numbersOf, resultOf, zeros } from './values.js';

/** What {@link classMeanMetric} takes. */
export interface ClassMeanMetricOptions {
  /** The metric's name in the registry. */
  readonly name: string;
  /** Its traits. */
  readonly traits: MetricTraits;
  /** The options of the family, with their defaults filled in. */
  readonly options: ClassScoresSettings;
  /** The values of each row, `[rows, columns]`. */
  readonly values: (rows: ScoreRows) => tf.Tensor;
  /** How many values a row has, of the number of classes if that is known. Default: one. */
  readonly columns?: ((classes: number | undefined) => number) | undefined;
  /** Whether the result is the mean, or the sum. Default: the mean. */
  readonly normalize?: boolean | undefined;
}

/**
 * Makes a metric that is the mean `Σ w v / Σ w` of a value v of the scores and the right class of each sample and position; one mean
 * for each column where there are several.
 *
 * @throws `LML_SHAPE_MISMATCH` from the metric for shapes that do not fit the task or `numClasses`, and weights that do not fit;
 * `LML_INVALID_ARGUMENT` from `check`, if targets were no class, or scores NaN or no
 * probabilities.
 */
export function classMeanMetric(made: ClassMeanMetricOptions): Metric {
  const { name, traits, options, values, columns = () => 1, normalize = true } = made;
  return {
    name,
    ...metricView(options),
    higherIsBetter: traits.higherIsBetter,
    init: ({ numClasses }) => {
      const width = columns(options.task === 'binary' ? 1 : (options.numClasses ?? numClasses));
      return { sum: zeros('float32', [width]), total: zeros('float32', []), invalid: noneInvalid() };
    },
    update: ({ sum, total, invalid }, { prediction, target, weight }, { scores }) => {
      // The wasm backend cannot sum nothing.
      if (target.size === 0) return { sum: sum!, total: total!, invalid: invalid! };
      const width = sum!.size;
      const known = width === 1 ? options : { ...options, numClasses: width };
      const rows = scoreRows(name, known, { prediction, target, scores });
      const spread = spreadWeight(name, weight ?? tf.scalar(1), rows.shape);
      const weights = tf.where(rows.counted, tf.reshape(spread, rows.counted.shape), 0);
      return {
        sum: tf.add(sum!, tf.sum(tf.mul(values(rows), weights), 0)),
        total: tf.add(total!, tf.sum(weights)),
        invalid: tf.add(invalid!, rows.invalid),
      };
    },
    check: ({ invalid }) => requireValid(name, options, invalid),
    compute: ({ sum, total }) => {
      const divisor = normalize ? numbersOf(total)[0]! : 1;
      const results = numbersOf(sum).map((value) => value / divisor);
      return results.length === 1 ? results[0]! : resultOf(results);
    },
  };
}
