import {
  asFloat,
  InvalidArgumentError,
  metricView,
  requireSameShape,
  spreadWeight,
  type Metric,
  type metricShape,
  type MetricTraits,
  type NdArray,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { isClass, isCounted, isOne, requireColumns } from './labels.js';
import { numbersOf, zeros } from './values.js';

/** The options of metrics of the order of labels, as entries of a zod object. */
export const labelRankingShape = {
  /** How many labels there are. Default: the width of the scores. */
  numClasses: z.int().min(2).optional().describe('How many labels there are. Default: the width of the scores.'),
  /** Targets that are not counted: their labels are left out of the sample. Default: none. */
  ignoreIndex: z
    .int()
    .optional()
    .describe('Targets that are not counted: their labels are left out of the sample. Default: none.'),
};

/** Options of metrics of the order of labels. */
export interface LabelRankingOptions
  extends z.input<z.ZodObject<typeof labelRankingShape>>, z.input<z.ZodObject<typeof metricShape>> {}

/** {@link LabelRankingOptions} with their defaults filled in. */
export type LabelRankingSettings = z.output<z.ZodObject<typeof labelRankingShape & typeof metricShape>>;

/** The labels of samples and positions, each `[rows, labels]`. */
export interface RankedLabels {
  /** Scores; 0 where they are not counted. */
  readonly scores: tf.Tensor;
  /** 1 for labels that are right, else 0. */
  readonly relevant: tf.Tensor;
  /** 1 for labels that are wrong, else 0. */
  readonly other: tf.Tensor;
}

/** What {@link labelRankingMetric} takes. */
export interface LabelRankingMetricOptions {
  /** The metric's name in the registry. */
  readonly name: string;
  /** Its traits. */
  readonly traits: MetricTraits;
  /** The options of the family, with their defaults filled in. */
  readonly options: LabelRankingSettings;
  /** The value of each row, `[rows]`. */
  readonly values: (rows: RankedLabels) => tf.Tensor;
}

/**
 * Makes a metric that is the mean `Σ w v / Σ w` of a value v of the order in which the scores of a sample put its labels,
 * `[batch, …, labels]` against labels 0 and 1 of the same shape.
 *
 * @throws `LML_SHAPE_MISMATCH` from the metric if shapes differ, are not as wide as `numClasses`, or weights do not fit;
 * `LML_INVALID_ARGUMENT` from `check`, if targets were neither 0 nor 1, or scores NaN.
 */
export function labelRankingMetric({ name, traits, options, values }: LabelRankingMetricOptions): Metric {
  return {
    name,
    ...metricView(options),
    higherIsBetter: traits.higherIsBetter,
    init: () => ({ sum: zeros('float32', []), total: zeros('float32', []), invalid: zeros('int32', [2]) }),
    update: (state, { prediction, target, weight }) => {
      requireSameShape(name, prediction, target);
      const labels = requireColumns(name, options.numClasses, target);
      // The wasm backend cannot sum nothing.
      if (target.size === 0) return state;
      const asRows = (tensor: tf.Tensor): tf.Tensor => tf.reshape(tensor, [target.size / labels, labels]);
      const [given, truth] = [asFloat(asRows(prediction)), asRows(target)];
      const counted = isCounted(truth, options.ignoreIndex);
      const relevant = tf.logicalAnd(counted, isOne(truth));
      const count = (where: tf.Tensor): tf.Tensor => tf.sum(tf.logicalAnd(where, counted));
      const each = values({
        scores: tf.where(counted, given, 0),
        relevant: asFloat(relevant),
        other: asFloat(tf.logicalAnd(counted, tf.logicalNot(relevant))),
      });
      const spread = spreadWeight(name, weight ?? tf.scalar(1), target.shape.slice(0, -1));
      // A sample none of whose labels is counted is left out.
      const weights = tf.where(tf.any(counted, 1), tf.reshape(spread, each.shape), 0);
      return {
        sum: tf.add(state['sum']!, tf.sum(tf.mul(each, weights))),
        total: tf.add(state['total']!, tf.sum(weights)),
        invalid: tf.add(state['invalid']!, tf.stack([count(tf.logicalNot(isClass(truth, 2))), count(tf.isNaN(given))])),
      };
    },
    check: ({ invalid }) => requireLabels(name, invalid),
    compute: ({ sum, total }) => numbersOf(sum)[0]! / numbersOf(total)[0]!,
  };
}

/** For each label, how many that are right, and how many that are wrong, have its score or a higher one, `[rows, labels]`. */
export function labelsAbove({ scores, relevant, other }: RankedLabels): {
  readonly relevant: tf.Tensor;
  readonly other: tf.Tensor;
} {
  const isAbove = asFloat(tf.greaterEqual(tf.expandDims(scores, 1), tf.expandDims(scores, 2)));
  const count = (labels: tf.Tensor): tf.Tensor => tf.sum(tf.mul(isAbove, tf.expandDims(labels, 1)), 2);
  return { relevant: count(relevant), other: count(other) };
}

function requireLabels(metric: string, invalid: NdArray | undefined): void {
  const [targets = 0, missing = 0] = numbersOf(invalid);
  if (targets > 0) {
    const remedy = `Name in ignoreIndex what ${metric} is not to count.`;
    throw new InvalidArgumentError('target', 'labels 0 and 1', `${targets} that are none`, remedy);
  }
  if (missing > 0) throw new InvalidArgumentError('prediction', 'scores', `${missing} of NaN`);
}
