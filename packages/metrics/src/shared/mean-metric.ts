import {
  asFloat,
  metricView,
  requireSameShape,
  ShapeMismatchError,
  showShape,
  spreadWeight,
  type Elements,
  type Metric,
  type MetricSettings,
  type MetricTraits,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { numbersOf, resultOf, zeros } from './values.js';

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
}

const REGRESSION =
  'Targets that are class numbers are judged by accuracy; for one number a sample give the model one output.';

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
export function meanMetric(options: MeanMetricOptions): Metric {
  const { name, traits, numOutputs = 1, values, result = (mean) => mean, ofClasses = REGRESSION } = options;
  return {
    name,
    ...metricView(options),
    higherIsBetter: traits.higherIsBetter,
    init: () => {
      const shape = numOutputs === 1 ? [] : [numOutputs];
      return { sum: zeros('float32', shape), total: zeros('float32', shape) };
    },
    update: (state, { prediction, target, weight }) => {
      requireSameShape(name, prediction, target, ofClasses);
      // The wasm backend cannot sum nothing.
      if (prediction.size === 0) return state;
      const weights = spreadWeight(name, weight ?? tf.scalar(1), prediction.shape);
      const each = tf.mul(values({ prediction: asFloat(prediction), target: asFloat(target) }), weights);
      return {
        sum: tf.add(state['sum']!, sumOutputs(name, each, numOutputs)),
        total: tf.add(state['total']!, sumOutputs(name, weights, numOutputs)),
      };
    },
    compute: ({ sum, total }) => {
      const totals = numbersOf(total);
      const results = numbersOf(sum).map((value, output) => result(value / totals[output]!));
      return numOutputs === 1 ? results[0]! : resultOf(results);
    },
  };
}

function sumOutputs(name: string, values: tf.Tensor, numOutputs: number): tf.Tensor {
  if (numOutputs === 1) return tf.sum(values);
  if (values.shape.at(-1) !== numOutputs) {
    throw new ShapeMismatchError(
      `${name} with numOutputs ${numOutputs} needs a last axis of that size, got ${showShape(values.shape)}.`,
    );
  }
  return tf.sum(tf.reshape(values, [values.size / numOutputs, numOutputs]), 0);
}
