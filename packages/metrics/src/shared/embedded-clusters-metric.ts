import {
  asFloat,
  metricView,
  ShapeMismatchError,
  showShape,
  type Metric,
  type MetricSettings,
  type MetricTraits,
  type TensorMetricInput,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { embeddedClusters, type EmbeddedClusters } from './embedded-clusters.js';
import { zeros } from './values.js';
import { countFractions, wholeNumbers } from './whole-numbers.js';

/** How distances are measured, as an entry of a zod object. */
export const normShape = {
  /** The p-norm by which distances are measured, from 1. Default: `2`. */
  p: z.number().min(1).default(2).describe('The p-norm by which distances are measured, from 1.'),
};

/** What {@link embeddedClustersMetric} takes. */
export interface EmbeddedClustersMetricOptions {
  /** The metric's name in the registry. */
  readonly name: string;
  /** Its traits. */
  readonly traits: MetricTraits;
  /** The options of every metric, with their defaults filled in. */
  readonly options: MetricSettings;
  /** The result, which is NaN where there is none. */
  readonly score: (clusters: EmbeddedClusters) => number;
}

/** What metrics of points in clusters are checked with. There is no best prediction: points may always lie farther apart. */
export const embeddedClustersConformance = {
  prediction: { shape: [8, 2], low: -2, high: 2 },
  target: { shape: [8], dtype: 'int32', values: [4, 4, 7, 7, -1, 4, -1, 7] },
  best: false,
  weights: false,
} as const;

/**
 * Makes a metric of points, `[batch, features]`, in clusters, `[batch]`: of how close the points of a cluster lie, and how far
 * apart clusters do. Points and labels are kept, once for all metrics of the family.
 *
 * @throws `LML_SHAPE_MISMATCH`, from the metric, for other shapes; `LML_INVALID_ARGUMENT` from `compute` for labels that are not whole
 * numbers.
 */
export function embeddedClustersMetric({ name, traits, options, score }: EmbeddedClustersMetricOptions): Metric {
  return {
    name,
    ...metricView(options),
    higherIsBetter: traits.higherIsBetter,
    group: 'embedded-clusters',
    init: () => ({ fractions: zeros('int32', []) }),
    update: ({ fractions }, input) => {
      requirePoints(name, input);
      return { fractions: tf.add(fractions!, countFractions(input.target)) };
    },
    keep: ({ prediction, target }) => ({ prediction: asFloat(prediction), target: wholeNumbers(target) }),
    compute: (values) => score(embeddedClusters(values)),
  };
}

function requirePoints(name: string, { prediction, target }: TensorMetricInput): void {
  if (prediction.rank === 2 && target.rank === 1 && target.size === prediction.shape[0]) return;
  throw new ShapeMismatchError(
    `${name} needs points [batch, features] and the cluster of each, [batch], got prediction ${showShape(prediction.shape)} and ` +
      `target ${showShape(target.shape)}. Clusters in another column are named by columns: { target: '…' }.`,
  );
}
