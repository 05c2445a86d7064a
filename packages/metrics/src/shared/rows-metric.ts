import {
  asFloat,
  requireSameShape,
  ShapeMismatchError,
  showShape,
  sizeOf,
  type Elements,
  type Metric,
  type MetricSettings,
  type MetricTraits,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { sumsMetric, type RefusedElements } from './sums-metric.js';
import { numbersOf, resultOf } from './values.js';

/** The option `reduction` of metrics of rows, as an entry of a zod object. */
export const rowsReductionShape = {
  /** How the values of rows become one: their mean, their sum, or none, one value a row. Default: `'mean'`. */
  reduction: z
    .enum(['mean', 'sum', 'none'])
    .default('mean')
    .describe('How the values of rows become one: their mean, their sum, or none, one value a row.'),
};

/** What {@link rowsMetric} takes. */
export interface RowsMetricOptions extends MetricSettings {
  /** The metric's name in the registry. */
  readonly name: string;
  /** Its traits. */
  readonly traits: MetricTraits;
  /** How the values of rows become one. */
  readonly reduction: 'mean' | 'sum' | 'none';
  /** The value of each row, `[batch, …]`, of predictions and targets `[batch, …, size]`. */
  readonly values: (elements: Elements) => tf.Tensor;
  /** Which elements cannot be: they are refused. Default: none. */
  readonly refused?: RefusedElements | undefined;
}

/**
 * Makes a metric of a value for each row, along the last axis, of prediction and target: their mean `Σ w v / Σ w`, their sum
 * `Σ w v`, or all of them, float64 `[rows]`, which are kept.
 *
 * @throws `LML_SHAPE_MISMATCH`, from the metric, if prediction and target have different shapes or are no rows, or if weights
 * do not fit; `LML_INVALID_ARGUMENT`, once counts reach the host, if elements were refused.
 */
export function rowsMetric({ reduction, values, ...options }: RowsMetricOptions): Metric {
  const { name } = options;
  const check = (prediction: tf.Tensor, target: tf.Tensor): void => {
    requireSameShape(name, prediction, target);
    if (prediction.rank > 1) return;
    throw new ShapeMismatchError(`${name} needs rows, [batch, …, size], got ${showShape(prediction.shape)}.`);
  };
  const metric = sumsMetric({
    ...options,
    check,
    sums: { sum: values },
    result: ({ sum }, total) => (reduction === 'mean' ? sum / total : sum),
  });
  if (reduction !== 'none') return metric;
  return {
    ...metric,
    keepAdvice: "Give reduction: 'mean'.",
    keep: ({ prediction, target }) => {
      check(prediction, target);
      const rows = [sizeOf(prediction.shape.slice(0, -1))];
      if (prediction.size === 0) return { values: tf.zeros(rows) };
      return { values: tf.reshape(values({ prediction: asFloat(prediction), target: asFloat(target) }), rows) };
    },
    compute: (state) => resultOf(numbersOf(state['kept/values'])),
  };
}
