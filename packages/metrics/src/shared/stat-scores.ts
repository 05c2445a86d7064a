import {
  InvalidArgumentError,
  requireSameShape,
  ShapeMismatchError,
  showShape,
  type MetricContext,
  type MetricScores,
  type MetricValues,
  type NdArray,
  type Tensors,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { isClass, isCounted, isOne, requireColumns, withoutLastAxis } from './labels.js';
import { multiclassLabels } from './multiclass-labels.js';
import { isImpossible, scaleOf } from './scores.js';
import type { ClassificationTask, StatScoresSettings } from './stat-scores-options.js';
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
}: StatScoresSettings): string {
  return `stat-scores ${JSON.stringify([task, numClasses, topK, threshold, scores, ignoreIndex, multidimAverage])}`;
}

/**
 * The empty counts: int32 `[classes]`, or `[1]` where classes are not told apart; `total`, how many were counted; and `invalid` `[2]`,
 * how many targets and predictions are no class. With `multidimAverage: 'samplewise'` only the last: counts are kept for each sample.
 */
export function initStatScores(metric: string, options: StatScoresSettings, context: MetricContext): MetricValues {
  const { task, classes = 1 } = resolveTask(metric, options, context.numClasses);
  const invalid = zeros('int32', [2]);
  if (options.multidimAverage === 'samplewise') return { invalid };
  const counts = zeros('int32', [classes]);
  const total = zeros('int32', [task === 'multilabel' ? classes : 1]);
  return { truePositives: counts, falsePositives: counts, falseNegatives: counts, total, invalid };
}

/** What is known of a batch that is counted. */
export interface StatScoresBatch extends MetricScores {
  /** The metric's name, for messages. */
  readonly metric: string;
  /** The options of the family. */
  readonly options: StatScoresSettings;
  /** Scores or labels. */
  readonly prediction: tf.Tensor;
  /** What is right. */
  readonly target: tf.Tensor;
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

/**
 * The counts on the host: of each sample, or of all as one entry.
 *
 * @throws `LML_INVALID_ARGUMENT` if a target or predicted label was no class, or classes that were to be told apart were not.
 */
export function readStatScores(metric: string, options: StatScoresSettings, values: MetricValues): StatScores[] {
  const samplewise = options.multidimAverage === 'samplewise';
  const named = (name: string): NdArray | undefined => values[samplewise ? `kept/${name}` : name];
  const width = named('truePositives')?.shape.at(-1) ?? 1;
  const task = taskOf(options, width);
  requireClasses(metric, options, values, task, width);
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

/** The task: as given, or as the counts tell that were made for it. */
export function taskOf({ task }: StatScoresSettings, width: number): ClassificationTask {
  return task ?? (width === 1 ? 'binary' : 'multiclass');
}

function requireClasses(
  metric: string,
  { numClasses, average }: StatScoresSettings,
  { invalid }: MetricValues,
  task: ClassificationTask,
  width: number,
): void {
  if (task === 'multiclass' && width === 1 && average !== 'micro') throw unknownClasses(metric, average);
  const [targets = 0, predictions = 0] = numbersOf(invalid);
  if (targets + predictions === 0) return;
  const classes = numClasses ?? (width === 1 ? undefined : width);
  const last = classes === undefined ? '' : ` to ${classes - 1}`;
  const expected =
    targets > 0
      ? task === 'multiclass'
        ? `class indices from 0${last}`
        : 'labels 0 and 1'
      : task === 'multiclass'
        ? `scores, or class indices from 0${last}`
        : 'probabilities from 0 to 1, or labels 0 and 1';
  const remedy =
    targets > 0 || task === 'multiclass'
      ? `Give ${metric} the right numClasses or task, or name in ignoreIndex what is not to be counted. Numbers that are no classes are judged by mean-squared-error.`
      : `Where they are logits, write ${metric}({ scores: 'logits' }).`;
  const received = `${targets > 0 ? targets : predictions} that are none`;
  throw new InvalidArgumentError(targets > 0 ? 'target' : 'prediction', expected, received, remedy);
}

function resolveTask(
  metric: string,
  { task: given, numClasses, average, topK }: StatScoresSettings,
  width: number | undefined,
): { task: ClassificationTask; classes: number | undefined } {
  const classes = given === 'binary' ? 1 : (numClasses ?? width);
  const task = given ?? (classes === 1 ? 'binary' : 'multiclass');
  if (classes === undefined && (given === undefined || average !== 'micro')) throw unknownClasses(metric, average);
  if (task !== 'binary' && classes !== undefined && classes < 2) {
    throw new InvalidArgumentError('numClasses', `at least 2 for the task '${task}'`, classes);
  }
  if (topK > 1 && classes !== undefined && topK > classes) {
    throw new InvalidArgumentError('topK', `at most the number of classes, ${classes}`, topK);
  }
  return { task, classes };
}

function unknownClasses(metric: string, average: StatScoresSettings['average']): InvalidArgumentError {
  const remedy = `Without a model there is nothing to tell it by. Write ${metric}({ numClasses: 3 }), or for two classes ${metric}({ task: 'binary' })${average === 'micro' ? `; ${metric}({ task: 'multiclass' }) counts any` : ''}.`;
  return new InvalidArgumentError('numClasses', `given to ${metric}`, undefined, remedy);
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

/** Binary and multilabel: one column a label, in which each entry is right or wrong by itself. */
function countLabels(batch: StatScoresBatch, known: number | undefined, together: boolean, sum: Sum): Tensors {
  const { metric, options } = batch;
  const isBinary = options.task !== 'multilabel';
  const [prediction, target] = isBinary
    ? withoutLastAxis(batch.prediction, batch.target)
    : [batch.prediction, batch.target];
  requireSameShape(metric, prediction, target);
  const columns = isBinary ? 1 : requireColumns(metric, known, target);
  const asRows = (values: tf.Tensor): tf.Tensor => tf.reshape(values, [target.size / columns, columns]);
  const counted = asRows(isCounted(target, options.ignoreIndex));
  const scale = scaleOf(prediction, options, batch);
  const predicted =
    scale === 'labels'
      ? isOne(prediction)
      : tf.greater(scale === 'logits' ? tf.sigmoid(prediction) : prediction, options.threshold);
  const total = (values: tf.Tensor): tf.Tensor => {
    const perLabel = sum(values);
    return together && columns > 1 ? tf.sum(perLabel, -1, true) : perLabel;
  };
  const actual = tf.logicalAnd(asRows(isOne(target)), counted);
  const positive = tf.logicalAnd(asRows(predicted), counted);
  const truePositives = total(tf.logicalAnd(actual, positive));
  const countInvalid = (impossible: tf.Tensor): tf.Tensor => tf.sum(tf.logicalAnd(counted, asRows(impossible)));
  return {
    truePositives,
    falsePositives: tf.sub(total(positive), truePositives),
    falseNegatives: tf.sub(total(actual), truePositives),
    total: total(counted),
    invalid: tf.stack([countInvalid(isImpossible(target, 'labels')), countInvalid(isImpossible(prediction, scale))]),
  };
}

/** Multiclass: a column a class. Where classes are not known, a sample is right or wrong in one column. */
function countClasses(batch: StatScoresBatch, known: number | undefined, together: boolean, sum: Sum): Tensors {
  const { metric, options } = batch;
  const { prediction, target, classes } = multiclassLabels(metric, options, known, batch.prediction, batch.target);
  const counted = isCounted(target, options.ignoreIndex);
  const countInvalid = (values: tf.Tensor): tf.Tensor =>
    tf.sum(tf.logicalAnd(counted, tf.logicalNot(isClass(values, classes))));
  const invalid = tf.stack([countInvalid(target), countInvalid(prediction)]);
  const column = tf.expandDims(counted, -1);
  const total = sum(column);
  if (together || classes === undefined) {
    const hits = sum(tf.logicalAnd(tf.expandDims(tf.equal(prediction, target), -1), column));
    const misses = tf.sub(total, hits);
    return { truePositives: hits, falsePositives: misses, falseNegatives: misses, total, invalid };
  }
  const index = tf.range(0, classes, 1, 'int32');
  const rows = (values: tf.Tensor): tf.Tensor => tf.logicalAnd(tf.equal(tf.expandDims(values, -1), index), column);
  const [actual, predicted] = [rows(target), rows(prediction)];
  const truePositives = sum(tf.logicalAnd(actual, predicted));
  return {
    truePositives,
    falsePositives: tf.sub(sum(predicted), truePositives),
    falseNegatives: tf.sub(sum(actual), truePositives),
    total,
    invalid,
  };
}
