import type * as tf from '@tensorflow/tfjs';

import type { HostValue } from '../data/batch.js';
import type { NdArray } from '../data/nd-array.js';
import type { Stage } from '../data/stage.js';
import type { RandomGenerator } from '../random/random-streams.js';
import type { StepRandom } from '../steps/step-context.js';
import type { Tensors, TensorTree, ValueTree } from '../tensorflow/tensor-tree.js';
import type { Figure } from './figure.js';
import type { ScoreScale } from './loss.js';

/** The accumulators of a metric on the host: sums in float64, counts, or kept samples. */
export type MetricValues = Readonly<Record<string, NdArray>>;

/**
 * A metric's result: a number, an array, a figure, or several by name. NaN where it is not defined. Only numbers become lines of a
 * log; arrays and figures reach loggers and the report as what they are.
 */
export type MetricResult = number | NdArray | Figure | { readonly [key: string]: MetricResult };

/** What every metric component declares. */
export interface MetricTraits {
  /** Which way is better; `undefined` where neither is. */
  readonly higherIsBetter: boolean | undefined;
}

/** What a metric may know before the first batch. */
export interface MetricContext {
  /** The size of the last axis of the model's output that it looks at: the number of classes where that means something. */
  readonly numClasses?: number | undefined;
  /** The same of one of several outputs, by its name. */
  readonly classesOf?: ((head: string) => number | undefined) | undefined;
}

/** What is known of the numbers that a metric looks at. */
export interface MetricScores {
  /** What scores of classes are, as the learner's loss or predictor says. */
  readonly scores?: ScoreScale | undefined;
}

/** What a metric may use while it counts. */
export interface MetricUpdateContext extends MetricContext, MetricScores {
  /** What the data are used for. */
  readonly stage: Stage;
  /** Random streams of its own. */
  readonly random: StepRandom;
}

/** What a metric is shown of a batch: what was predicted, what is right, weights, and further columns of the batch by name. */
export interface MetricInput {
  /** What the model gave, or the predictor. */
  readonly prediction: TensorTree;
  /** What is right. */
  readonly target?: TensorTree | undefined;
  /** One weight a sample. */
  readonly weight?: TensorTree | undefined;
  /** A further column of the batch. */
  readonly [column: string]: TensorTree | undefined;
}

/** What a metric of tensors is shown: of several outputs the one that it looks at. */
export interface TensorMetricInput {
  /** What the model gave, or the predictor. */
  readonly prediction: tf.Tensor;
  /** What is right; missing where the metric says that it needs none. */
  readonly target: tf.Tensor;
  /** One weight a sample. */
  readonly weight?: tf.Tensor | undefined;
  /** A further column of the batch. */
  readonly [column: string]: tf.Tensor | undefined;
}

/** How a metric looks at batches. */
export interface MetricView {
  /** Whether it looks at the model's raw output, or at the predictor's prediction. */
  readonly on: 'output' | 'prediction';
  /** Of several outputs the one that it looks at, with the target of that name: `'size'`, `'boxes.0'`. Default: all there is. */
  readonly head?: string | undefined;
  /** The columns of a batch in place of those that it looks for: `{ indexes: 'query' }`. Default: those of its own names. */
  readonly columns?: Readonly<Record<string, string>> | undefined;
  /** The stages in which it runs. Default: all. */
  readonly stages?: readonly ('train' | 'validation' | 'test')[] | undefined;
}

/** What metrics have in common. */
export interface MetricBase extends MetricTraits, MetricView {
  /** The name under which it is reported. */
  readonly name: string;
  /** The columns that it cannot do without. Default: `['target']`. */
  readonly needs?: readonly string[] | undefined;
  /** Whether it takes lists and records of tensors. Default: it takes one tensor in each place. */
  readonly trees?: boolean | undefined;
  /**
   * Names metrics that count the same: of two metrics of one text that look at the same, only the first is updated. It holds the family
   * and the options that `init`, `update` and `keep` look at. Default: each counts by itself.
   */
  readonly group?: string | undefined;
  /** How many numbers it may keep of samples, for each name. Default: 2²⁷. */
  readonly keepLimit?: number | undefined;
  /** What to do where they are too many: `'Give thresholds: 100.'` */
  readonly keepAdvice?: string | undefined;
  /** Two parts as one. Default: sums. */
  merge?(a: MetricValues, b: MetricValues): MetricValues;
  /**
   * What outlives an epoch, made of what `compute` is shown after each result: the least value so far, say. It comes back to both as
   * `past/<name>`, missing at first. Default: nothing does.
   */
  remember?(state: MetricValues): MetricValues;
  /**
   * Complains of what was counted and cannot be: a label that is no class. No value is read back in a step, so `MetricState` asks it of each
   * batch, which is then not counted; a run asks it whenever it moves accumulators to the host. `compute` need not ask again.
   */
  check?(state: MetricValues): void;
  /** The result. */
  compute(state: MetricValues): MetricResult;
}

/**
 * What is reported, gathered batch by batch. `update` is pure and part of the step; sums are kept for a while in the
 * engine (float32, int32) and moved to the host (float64) long before they lose digits; `compute` is the host's.
 */
export interface Metric<Input extends MetricInput = TensorMetricInput> extends MetricBase {
  /** The empty accumulators, of dtype float32 or int32. */
  init(context: MetricContext): MetricValues;
  /** The accumulators with a batch added. */
  update(state: Tensors, input: Input, context: MetricUpdateContext): Tensors;
  /** What the host is to keep of every sample, samples along the first axis; it comes back in `compute` as `kept/<name>`. */
  keep?(input: Input, context: MetricUpdateContext): Tensors;
}

/** What a metric of the host is shown of a batch: plain values. */
export interface HostMetricInput {
  /** What the model gave, or the predictor: arrays, with the samples along the first axis. By hand also a list with a text, an array or a record for each sample. */
  readonly prediction: HostValue;
  /** What is right: an array, a list of texts or of arrays of different lengths, a record of such. */
  readonly target?: HostValue | undefined;
  /** One weight a sample. */
  readonly weight?: HostValue | undefined;
  /** Of a metric of predictions: what the predictor's `decode` makes of them, one record a sample. */
  readonly records?: readonly unknown[] | undefined;
  /** A further column of the batch, `metadata` too. */
  readonly [column: string]: HostValue | ValueTree<NdArray> | undefined;
}

/** What a metric of the host may use while it counts. */
export interface HostMetricContext extends MetricScores {
  /** What the data are used for. */
  readonly stage: Stage;
  /** A random stream of its own, by name: in a run by seed and batch, by hand by the number of the update. */
  random(stream: string): RandomGenerator;
}

/**
 * A metric of what is no tensor: texts, values of different lengths. It counts each batch on the host, after the step, which waits
 * for the model's output; what a batch adds is merged as the accumulators of other metrics are.
 */
export interface HostMetric extends MetricBase {
  /** The accumulators of nothing. Default: none. */
  init?(context: MetricContext): MetricValues;
  /**
   * What a batch adds: sums, and under `kept/<name>` what is put together along the first axis. It may be a promise, of what a network of
   * another library gives say: the next batch waits for it.
   */
  updateHost(input: HostMetricInput, context: HostMetricContext): MetricValues | Promise<MetricValues>;
}

/** A metric of whatever it takes. */
export type AnyMetric = Metric<MetricInput> | HostMetric;

/** Whether a metric counts on the host. */
export function isHostMetric(metric: AnyMetric): metric is HostMetric {
  return (metric as Partial<HostMetric>).updateHost !== undefined;
}

declare module '../registry/kinds.js' {
  interface KindInstances {
    /** See {@link Metric} and {@link HostMetric}. */
    metric: AnyMetric;
  }
  interface KindTraits {
    /** See {@link MetricTraits}. */
    metric: MetricTraits;
  }
}
