import {
  requireSameShape,
  type Elements,
  type Metric,
  type MetricSettings,
  type MetricTraits,
  type TensorMetricInput,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { floatsOf, sumsMetric, type RefusedElements } from './sums-metric.js';
import { numbersOf, resultOf } from './values.js';

/** The option `reduction` of metrics of whole samples, as an entry of a zod object. */
export const scoresReductionShape = {
  /** How the scores of samples become one: their mean, their sum, or none, one score a sample. Default: `'mean'`. */
  reduction: z
    .enum(['mean', 'sum', 'none'])
    .default('mean')
    .describe('How the scores of samples become one: their mean, their sum, or none, one score a sample.'),
};

/** What {@link scoresMetric} takes. */
export interface ScoresMetricOptions extends MetricSettings {
  /** The metric's name in the registry. */
  readonly name: string;
  /** Its traits. */
  readonly traits: MetricTraits;
  /** How the scores of samples become one. */
  readonly reduction: 'mean' | 'sum' | 'none';
  /** The score of each sample, `[batch]`, or of each of its parts, `[batch, …]`. */
  readonly scores: (input: Elements & TensorMetricInput) => tf.Tensor;
  /** Complains of shapes that do not fit. Default: prediction and target have one shape. */
  readonly check?: ((prediction: tf.Tensor, target: tf.Tensor, input: TensorMetricInput) => void) | undefined;
  /** The columns that it cannot do without. Default: `['target']`. */
  readonly needs?: readonly string[] | undefined;
  /** Which elements cannot be: they are refused. Default: none. */
  readonly refused?: RefusedElements | undefined;
}

/** A metric that also tells the score of each sample, as `permutation-invariant-training` asks for. */
export interface ScoredMetric extends Metric {
  /** The score of each sample, `[batch]`, or of each of its parts, `[batch, …]`. */
  scores(input: TensorMetricInput): tf.Tensor;
}

/**
 * Makes a metric of a score for each sample, of an image or a signal: their mean `Σ w s / Σ w`, their sum `Σ w s`, or all of them,
 * float64 `[scores]`, which are kept. Only sums are gathered, so that any cut into batches gives the same.
 *
 * @throws `LML_SHAPE_MISMATCH`, from the metric, if prediction and target, or weights, do not fit; `LML_INVALID_ARGUMENT`, once counts
 * reach the host, if elements were refused.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { scoresMetric } from '@lml/metrics';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const worst = scoresMetric({
 *   name: 'worst',
 *   traits: { higherIsBetter: false },
 *   on: 'output',
 *   reduction: 'mean',
 *   scores: ({ prediction, target }) => tf.max(tf.abs(tf.sub(prediction, target)), -1),
 * });
 * const state = new MetricState(worst);
 * await state.update([[1, 2], [0, 0]], [[1, 5], [1, 0]]);
 * state.compute(); // => 2
 * ```
 */
export function scoresMetric({ reduction, scores, ...options }: ScoresMetricOptions): ScoredMetric {
  const { name, refused, check = (prediction, target) => requireSameShape(name, prediction, target) } = options;
  const checked = (input: TensorMetricInput): tf.Tensor => {
    check(input.prediction, input.target, input);
    return scores(floatsOf(input));
  };
  const metric = sumsMetric({
    ...options,
    sums: { sum: scores },
    result: ({ sum }, total) => (reduction === 'mean' ? sum / total : sum),
  });
  if (reduction !== 'none') return { ...metric, scores: checked };
  return {
    ...metric,
    scores: checked,
    // What is kept is not summed as well.
    ...(refused === undefined && {
      init: () => ({}),
      update: (state, input) => {
        check(input.prediction, input.target, input);
        return state;
      },
    }),
    keepAdvice: "Give reduction: 'mean'.",
    keep: (input) => {
      const { prediction } = input;
      return { scores: prediction.size === 0 ? tf.zeros([prediction.shape[0]]) : flat(scores(floatsOf(input))) };
    },
    compute: (state) => resultOf(numbersOf(state['kept/scores'])),
  };
}

function flat(values: tf.Tensor): tf.Tensor {
  return tf.reshape(values, [-1]);
}

/** The sum of all that belongs to a sample, `[batch]`: along one axis after the other, so that float32 adds few numbers at a time. */
export function sumOfSample(values: tf.Tensor): tf.Tensor {
  let sum = values;
  while (sum.rank > 1) sum = tf.sum(sum, -1);
  return sum;
}

/** The mean of all that belongs to a sample, `[batch]`. */
export function meanOfSample(values: tf.Tensor): tf.Tensor {
  return tf.div(sumOfSample(values), values.size / values.shape[0]);
}
