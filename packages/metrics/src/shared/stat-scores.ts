import {
  InvalidArgumentError,
  ShapeMismatchError,
  showShape,
  type MetricContext,
  type MetricValues,
  type NdArray,
  type Tensors,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { classRows, labelRows, oneHotRows, type ClassBatch } from './class-rows.js';
import { requireClasses, resolveTask, taskOf, unknownClasses } from './class-task.js';
import type { ClassScoreSettings } from './stat-scores-options.js';
import { numbersOf, zeros } from './values.js';

/** How often each class was predicted and right, and so on: one entry a class, or one where classes are not told apart. */
export interface StatScores {
  /** Predicted, and the target. */
  readonly truePositives: readonly number[];
  /** Predicted, but not the target. */
  readonly falsePositives: readonly number[];
  /** Not predicted, but the target. */
  readonly falseNegatives: readonly number[];
  /** Neither. */
  readonly trueNegatives: readonly number[];
}

/** Names what is counted: metrics with equal texts have equal counts. */
export function statScoresGroup({
  task,
  numClasses,
  topK,
  threshold,
  scores,
  ignoreIndex,
  multidimAverage,
}: ClassScoreSettings): string {
  return `stat-scores ${JSON.stringify([task, numClasses, topK, threshold, scores, ignoreIndex, multidimAverage])}`;
}

/**
 * The empty counts: int32 `[classes]`, or `[1]` where classes are not told apart; `total`, how many were counted; and `invalid` `[2]`,
 * how many targets and predictions are no class. With `multidimAverage: 'samplewise'` only the last: counts are kept for each sample.
 */
export function initStatScores(metric: string, options: ClassScoreSettings, context: MetricContext): MetricValues {
  const { topK } = options;
  const { task, classes } = resolveTask(metric, options, context.numClasses, options.average === 'micro');
  if (topK > 1 && classes !== undefined && topK > classes) {
    throw new InvalidArgumentError('topK', `at most the number of classes, ${classes}`, topK);
  }
  const invalid = zeros('int32', [2]);
  if (options.multidimAverage === 'samplewise') return { invalid };
  const counts = zeros('int32', [classes ?? 1]);
  const total = zeros('int32', [task === 'multilabel' ? (classes ?? 1) : 1]);
  return { truePositives: counts, falsePositives: counts, falseNegatives: counts, total, invalid };
}

/** What is known of a batch that is counted. */
export interface StatScoresBatch extends ClassBatch {
  /** The options of the family. */
  readonly options: ClassScoreSettings;
}

/** The counts with a batch added. Weights are not used: each sample counts once. An empty batch adds nothing. */
export function updateStatScores(state: Tensors, batch: StatScoresBatch): Tensors {
  // The wasm backend cannot sum nothing.
  if (batch.target.size === 0) return state;
  const counts = countRows(batch, state['truePositives']?.size, (rows) => tf.sum(rows, 0));
  return Object.fromEntries(Object.entries(state).map(([name, value]) => [name, tf.add(value, counts[name]!)]));
}

/** The counts of each sample of a batch, `[samples, classes]`. */
export function keepStatScores(batch: StatScoresBatch): Tensors {
  const { metric, target } = batch;
  const [samples, ...rest] = target.shape;
  if (samples === undefined || rest.length === 0) {
    throw new ShapeMismatchError(
      `${metric} with multidimAverage 'samplewise' needs several targets a sample, [batch, …], got ${showShape(target.shape)}.`,
    );
  }
  const { invalid: _, ...counts } = countRows(batch, undefined, (rows) =>
    target.size === 0
      ? tf.zeros([samples, rows.shape[1]!], 'int32')
      : tf.sum(tf.reshape(rows, [samples, -1, rows.shape[1]!]), 1),
  );
  return counts;
}

/** Complains if a target or predicted label was no class, or classes that were to be told apart were not. */
export function checkStatScoresOf(metric: string, options: ClassScoreSettings, values: MetricValues): void {
  const width = columnOf('truePositives', options, values)?.shape.at(-1) ?? 1;
  const task = taskOf(options, width);
  if (task === 'multiclass' && width === 1 && options.average !== 'micro') throw unknownClasses(metric);
  const classes = options.numClasses ?? (width === 1 ? undefined : width);
  requireClasses({ metric, task, classes, invalid: values['invalid'] });
}

/** The counts on the host: of each sample, or of all as one entry. */
export function readStatScores(options: ClassScoreSettings, values: MetricValues): StatScores[] {
  const named = (name: string): NdArray | undefined => columnOf(name, options, values);
  const width = named('truePositives')?.shape.at(-1) ?? 1;
  const columns = ['truePositives', 'falsePositives', 'falseNegatives', 'total'].map((name) => numbersOf(named(name)));
  const [truePositives = [], falsePositives = [], falseNegatives = [], total = []] = columns;
  return Array.from({ length: truePositives.length / width }, (_, sample) => {
    const own = (numbers: readonly number[]): number[] => {
      const each = numbers.length / (truePositives.length / width);
      return numbers.slice(sample * each, (sample + 1) * each);
    };
    const counts = {
      truePositives: own(truePositives),
      falsePositives: own(falsePositives),
      falseNegatives: own(falseNegatives),
    };
    const all = own(total);
    const trueNegatives = counts.truePositives.map(
      (hits, at) => (all[at] ?? all[0] ?? 0) - hits - counts.falsePositives[at]! - counts.falseNegatives[at]!,
    );
    return { ...counts, trueNegatives };
  });
}

function columnOf(name: string, { multidimAverage }: ClassScoreSettings, values: MetricValues): NdArray | undefined {
  return values[multidimAverage === 'samplewise' ? `kept/${name}` : name];
}

/** Puts together what is true in each row of a batch, `[rows, classes]`. */
type Sum = (rows: tf.Tensor) => tf.Tensor;

/** The counts of a batch. `width` is how many classes the metric was made for; it may be unknown. */
function countRows(batch: StatScoresBatch, width: number | undefined, sum: Sum): Tensors {
  const { options, target } = batch;
  const known = options.numClasses ?? (width === 1 ? undefined : width);
  const lastAxis = batch.prediction.rank > target.rank ? batch.prediction.shape.at(-1) : undefined;
  return taskOf(options, width ?? known ?? lastAxis ?? 1) === 'multiclass'
    ? countClasses(batch, known, width === 1, sum)
    : countLabels(batch, known, width === 1, sum);
}

/** Binary and multilabel: one column a label. */
function countLabels(batch: StatScoresBatch, known: number | undefined, together: boolean, sum: Sum): Tensors {
  const { counted, actual, positive, invalid } = labelRows(batch, known);
  const total = (values: tf.Tensor): tf.Tensor => {
    const perLabel = sum(values);
    return together && values.shape[1]! > 1 ? tf.sum(perLabel, -1, true) : perLabel;
  };
  const truePositives = total(tf.logicalAnd(actual, positive));
  return {
    truePositives,
    falsePositives: tf.sub(total(positive), truePositives),
    falseNegatives: tf.sub(total(actual), truePositives),
    total: total(counted),
    invalid,
  };
}

/** Multiclass: a column a class. Where classes are not known, a sample is right or wrong in one column. */
function countClasses(batch: StatScoresBatch, known: number | undefined, together: boolean, sum: Sum): Tensors {
  const { prediction, target, counted, classes, invalid } = classRows(batch, known);
  const column = tf.expandDims(counted, -1);
  const total = sum(column);
  if (together || classes === undefined) {
    const hits = sum(tf.logicalAnd(tf.expandDims(tf.equal(prediction, target), -1), column));
    const misses = tf.sub(total, hits);
    return { truePositives: hits, falsePositives: misses, falseNegatives: misses, total, invalid };
  }
  const [actual, predicted] = [oneHotRows(target, counted, classes), oneHotRows(prediction, counted, classes)];
  const truePositives = sum(tf.logicalAnd(actual, predicted));
  return {
    truePositives,
    falsePositives: tf.sub(sum(predicted), truePositives),
    falseNegatives: tf.sub(sum(actual), truePositives),
    total,
    invalid,
  };
}
