import { requireSameShape, type Elements, type Metric, type MetricSettings, type MetricTraits } from '@lml/core';
import type * as tf from '@tensorflow/tfjs';

import { sumsMetric, type RefusedElements } from './sums-metric.js';

/** What {@link meanMetric} takes. */
export interface MeanMetricOptions extends MetricSettings {
  /** The metric's name in the registry. */
  readonly name: string;
  /** Its traits. */
  readonly traits: MetricTraits;
  /** How many outputs to tell apart, along the last axis. Default: `1`. */
  readonly numOutputs?: number | undefined;
  /** The value of each element, in the shape of the prediction. */
  readonly values: (elements: Elements) => tf.Tensor;
  /** What becomes of a mean, on the host. Default: it is the result. */
  readonly result?: ((mean: number) => number) | undefined;
  /** What to do where targets may be class numbers, one for a row of outputs. Default: advice for a regression. */
  readonly ofClasses?: string | undefined;
  /** Which elements cannot be: they are refused. Default: none. */
  readonly refused?: RefusedElements | undefined;
}

/**
 * Makes a metric that is the mean `Σ w v / Σ w` of a value v for each element of prediction and target, which must be of
 * one shape, over everything that was counted.
 *
 * With `numOutputs` above 1 the last axis has that size and the result is one number for each of its entries, float64
 * `[numOutputs]`. Weights w, one a sample (`[batch]`) or of further axes, default 1. NaN where nothing was counted.
 *
 * @throws `LML_SHAPE_MISMATCH`, from the metric, if prediction and target have different shapes, if the last axis is not
 * `numOutputs`, or if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { meanMetric } from '@lml/metrics';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const bias = meanMetric({
 *   name: 'bias',
 *   traits: { higherIsBetter: undefined },
 *   on: 'output',
 *   values: ({ prediction, target }) => tf.sub(prediction, target),
 * });
 * const state = new MetricState(bias);
 * await state.update([1, 2], [1, 4]);
 * state.compute(); // => -1
 * ```
 */
export function meanMetric({ values, result = (mean) => mean, ofClasses, ...options }: MeanMetricOptions): Metric {
  const { name } = options;
  return sumsMetric({
    ...options,
    ...(ofClasses !== undefined && {
      check: (prediction, target) => requireSameShape(name, prediction, target, ofClasses),
    }),
    sums: { sum: values },
    result: ({ sum }, total) => result(sum / total),
  });
}
