import { requireSameShape, ShapeMismatchError, showShape, type Elements, type Metric } from '@lml/core';
import type * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { scoresMetric, type ScoresMetricOptions } from './scores-metric.js';

/** The option `reduction` of metrics of rows, as an entry of a zod object. */
export const rowsReductionShape = {
  /** How the values of rows become one: their mean, their sum, or none, one value a row. Default: `'mean'`. */
  reduction: z
    .enum(['mean', 'sum', 'none'])
    .default('mean')
    .describe('How the values of rows become one: their mean, their sum, or none, one value a row.'),
};

/** What {@link rowsMetric} takes. */
export interface RowsMetricOptions extends Omit<ScoresMetricOptions, 'scores' | 'check' | 'needs'> {
  /** The value of each row, `[batch, …]`, of predictions and targets `[batch, …, size]`. */
  readonly values: (elements: Elements) => tf.Tensor;
}

/**
 * Makes a metric of a value for each row, along the last axis, of prediction and target: their mean `Σ w v / Σ w`, their sum
 * `Σ w v`, or all of them, float64 `[rows]`, which are kept.
 *
 * @throws `LML_SHAPE_MISMATCH`, from the metric, if prediction and target have different shapes or are no rows, or if weights
 * do not fit; `LML_INVALID_ARGUMENT`, once counts reach the host, if elements were refused.
 */
export function rowsMetric({ values, ...options }: RowsMetricOptions): Metric {
  const { name } = options;
  return scoresMetric({
    ...options,
    scores: values,
    check: (prediction, target) => {
      requireSameShape(name, prediction, target);
      if (prediction.rank > 1) return;
      throw new ShapeMismatchError(`${name} needs rows, [batch, …, size], got ${showShape(prediction.shape)}.`);
    },
  });
}
