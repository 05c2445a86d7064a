import { metricView, type Metric, type MetricResult, type MetricSettings, type MetricTraits } from '@lml/core';

import { outputRows } from './output-rows.js';
import { numbersOf } from './values.js';

/** Predictions and targets of one output, in the order of the samples. */
export interface Pairs {
  readonly predictions: Float32Array;
  readonly targets: Float32Array;
}

/** What {@link pairsMetric} takes. */
export interface PairsMetricOptions extends MetricSettings {
  /** The metric's name in the registry. */
  readonly name: string;
  /** Its traits. */
  readonly traits: MetricTraits;
  /** How many outputs to tell apart, along the last axis. */
  readonly numOutputs: number;
  /** The result, from the pairs of each output. */
  readonly result: (outputs: readonly Pairs[]) => MetricResult;
}

/**
 * Makes a metric that looks at all predictions and targets together, which are kept: those of one number of outputs keep them once.
 * Weights are not used.
 *
 * @throws `LML_SHAPE_MISMATCH`, from the metric, if prediction and target have different shapes, or if the last axis is not
 * `numOutputs`.
 */
export function pairsMetric(options: PairsMetricOptions): Metric {
  const { name, traits, numOutputs, result } = options;
  return {
    name,
    ...metricView(options),
    higherIsBetter: traits.higherIsBetter,
    group: `pairs ${numOutputs}`,
    init: () => ({}),
    update: (state) => state,
    keep: (input) => outputRows(name, input, numOutputs),
    compute: (values) => {
      const [predictions, targets] = ['prediction', 'target'].map((key) =>
        columnsOf(numbersOf(values[`kept/${key}`]), numOutputs),
      );
      return result(predictions!.map((column, output) => ({ predictions: column, targets: targets![output]! })));
    },
  };
}

/** The numbers of each output, of rows. */
export function columnsOf(numbers: ArrayLike<number>, outputs: number): Float32Array[] {
  const length = numbers.length / outputs;
  return Array.from({ length: outputs }, (_, output) =>
    Float32Array.from({ length }, (_row, row) => numbers[row * outputs + output]!),
  );
}
