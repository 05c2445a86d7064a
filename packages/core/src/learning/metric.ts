import type * as tf from '@tensorflow/tfjs';

import type { NdArray } from '../data/nd-array.js';
import type { Tensors } from '../tensorflow/tensor-tree.js';

/** The accumulators of a metric on the host: sums in float64, counts, or kept samples. */
export type MetricValues = Readonly<Record<string, NdArray>>;

/** A metric's result: a number, one for each class, or several by name. NaN where it is not defined. */
export type MetricResult = number | NdArray | Readonly<Record<string, number>>;

/** What every metric component declares. */
export interface MetricTraits {
  /** Which way is better; `undefined` where neither is. */
  readonly higherIsBetter: boolean | undefined;
}

/** What a metric may know before the first batch. */
export interface MetricContext {
  /** The size of the last axis of the model's output: the number of classes where that means something. */
  readonly numClasses?: number | undefined;
}

/**
 * What is reported, gathered batch by batch. `update` is pure and part of the step; sums are kept for a while in the
 * engine (float32, int32) and moved to the host (float64) long before they lose digits; `compute` is the host's.
 */
export interface Metric extends MetricTraits {
  /** The name under which it is reported. */
  readonly name: string;
  /** Whether it looks at the model's raw output, or at the predictor's prediction. */
  readonly on: 'output' | 'prediction';
  /** The empty accumulators, of dtype float32 or int32. */
  init(context: MetricContext): MetricValues;
  /** The accumulators with a batch added. */
  update(state: Tensors, prediction: tf.Tensor, target: tf.Tensor, weight?: tf.Tensor): Tensors;
  /** What the host is to keep of every sample, samples along the first axis; it comes back in `compute` as `kept/<name>`. */
  keep?(prediction: tf.Tensor, target: tf.Tensor, weight?: tf.Tensor): Tensors;
  /** Two parts as one. Default: sums. */
  merge?(a: MetricValues, b: MetricValues): MetricValues;
  /** The result. */
  compute(state: MetricValues): MetricResult;
}

declare module '../registry/kinds.js' {
  interface KindInstances {
    /** See {@link Metric}. */
    metric: Metric;
  }
  interface KindTraits {
    /** See {@link MetricTraits}. */
    metric: MetricTraits;
  }
}
