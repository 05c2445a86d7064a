import { InvalidArgumentError, requireSameShape, type MetricContext, type MetricValues, type Tensors } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { multiclassLabels } from './multiclass-labels.js';
import type { ClassificationTask, StatScoresSettings } from './stat-scores-options.js';
import { isClass, isCounted, isOne, requireColumns, withoutLastAxis } from './labels.js';
import { numbersOf, zeros } from './values.js';

/** How often each class was predicted and right, and so on. One entry a class; one in all for `'micro'`. */
export interface StatScores {
  /** Predicted, and the target. */
  readonly truePositives: readonly number[];
  /** Predicted, but not the target. */
  readonly falsePositives: readonly number[];
  /** Not predicted, but the target. */
  readonly falseNegatives: readonly number[];
  /** Neither. Empty for the task `'multiclass'`. */
  readonly trueNegatives: readonly number[];
}

/**
 * The empty counts: int32 `[classes]`, or `[1]` for one class and for `'micro'`; and `invalid` `[2]`, how many targets
 * and predictions are no class.
 */
export function initStatScores(metric: string, options: StatScoresSettings, context: MetricContext): MetricValues {
  const { task, classes } = resolveTask(metric, options, context.numClasses);
  const shape = [options.average === 'micro' ? 1 : (classes ?? 1)];
  return {
    truePositives: zeros('int32', shape),
    falsePositives: zeros('int32', shape),
    falseNegatives: zeros('int32', shape),
    ...(task !== 'multiclass' && { trueNegatives: zeros('int32', shape) }),
    invalid: zeros('int32', [2]),
  };
}

/** The counts with a batch added. Weights are not used: each sample counts once. An empty batch adds nothing. */
export function updateStatScores(
  metric: string,
  options: StatScoresSettings,
  state: Tensors,
  prediction: tf.Tensor,
  target: tf.Tensor,
): Tensors {
  // The wasm backend cannot sum nothing.
  if (target.size === 0) return state;
  const counts =
    taskOf(options, state) === 'multiclass'
      ? countClasses(metric, options, state['truePositives']!.size, prediction, target)
      : countLabels(metric, options, state['truePositives']!.size, prediction, target);
  return Object.fromEntries(Object.entries(state).map(([name, value]) => [name, tf.add(value, counts[name]!)]));
}

/**
 * The counts on the host.
 *
 * @throws `LML_INVALID_ARGUMENT` if a target or predicted label was no class.
 */
export function readStatScores(metric: string, options: StatScoresSettings, values: MetricValues): StatScores {
  const isMulticlass = taskOf(options, values) === 'multiclass';
  const [targets = 0, predictions = 0] = numbersOf(values['invalid']);
  if (targets + predictions > 0) {
    const { numClasses, average } = options;
    const classes = numClasses ?? (average === 'micro' ? undefined : values['truePositives']!.shape[0]);
    const last = classes === undefined ? '' : ` to ${classes - 1}`;
    throw new InvalidArgumentError(
      targets > 0 ? 'target' : 'prediction',
      isMulticlass ? `class indices from 0${last}` : 'labels 0 and 1',
      `${targets > 0 ? targets : predictions} that are none`,
      `Give ${metric} the right numClasses or task, or name in ignoreIndex what is not to be counted. Numbers that are no classes are judged by mean-squared-error.`,
    );
  }
  return {
    truePositives: numbersOf(values['truePositives']),
    falsePositives: numbersOf(values['falsePositives']),
    falseNegatives: numbersOf(values['falseNegatives']),
    trueNegatives: numbersOf(values['trueNegatives']),
  };
}

/** The task: as given, or as the counts tell that were made for it. */
export function taskOf(options: StatScoresSettings, state: Readonly<Record<string, unknown>>): ClassificationTask {
  return options.task ?? ('trueNegatives' in state ? 'binary' : 'multiclass');
}

function resolveTask(
  metric: string,
  { task: given, numClasses, average, topK }: StatScoresSettings,
  width: number | undefined,
): { task: ClassificationTask; classes: number | undefined } {
  const classes = given === 'binary' ? 1 : (numClasses ?? width);
  const task = given ?? (classes === 1 ? 'binary' : 'multiclass');
  if (classes === undefined && (given === undefined || average !== 'micro')) {
    const remedy = `Without a model there is nothing to tell it by. Write ${metric}({ numClasses: 3 }), or for two classes ${metric}({ task: 'binary' })${average === 'micro' ? `; ${metric}({ task: 'multiclass' }) counts any` : ''}.`;
    throw new InvalidArgumentError('numClasses', `given to ${metric}`, classes, remedy);
  }
  if (task !== 'binary' && classes !== undefined && classes < 2) {
    throw new InvalidArgumentError('numClasses', `at least 2 for the task '${task}'`, classes);
  }
  if (topK > 1 && classes !== undefined && topK > classes) {
    throw new InvalidArgumentError('topK', `at most the number of classes, ${classes}`, topK);
  }
  return { task, classes };
}

/** Binary and multilabel: one column a label, in which each entry is right or wrong by itself. */
function countLabels(
  metric: string,
  options: StatScoresSettings,
  width: number,
  scores: tf.Tensor,
  labels: tf.Tensor,
): Tensors {
  const isBinary = options.task !== 'multilabel';
  const [prediction, target] = isBinary ? withoutLastAxis(scores, labels) : [scores, labels];
  requireSameShape(metric, prediction, target);
  const known = options.numClasses ?? (options.average === 'micro' ? undefined : width);
  const columns = isBinary ? 1 : requireColumns(metric, known, target);
  const asRows = (values: tf.Tensor): tf.Tensor => tf.reshape(values, [target.size / columns, columns]);
  const counted = asRows(isCounted(target, options.ignoreIndex));
  const isScore = prediction.dtype === 'float32';
  const predicted = asRows(
    isScore ? tf.greater(probabilities(prediction, options), options.threshold) : isOne(prediction),
  );
  const total = (values: tf.Tensor): tf.Tensor => {
    const perLabel = tf.sum(values, 0);
    return width === 1 ? tf.reshape(tf.sum(perLabel), [1]) : perLabel;
  };
  const actual = tf.logicalAnd(asRows(isOne(target)), counted);
  const positive = tf.logicalAnd(predicted, counted);
  const truePositives = total(tf.logicalAnd(actual, positive));
  const falsePositives = tf.sub(total(positive), truePositives);
  const falseNegatives = tf.sub(total(actual), truePositives);
  const positives = tf.add(tf.add(truePositives, falsePositives), falseNegatives);
  const countInvalid = (values: tf.Tensor): tf.Tensor =>
    tf.sum(tf.logicalAnd(counted, asRows(tf.logicalNot(tf.logicalOr(isOne(values), tf.equal(values, 0))))));
  return {
    truePositives,
    falsePositives,
    falseNegatives,
    trueNegatives: tf.sub(total(counted), positives),
    invalid: tf.stack([countInvalid(target), isScore ? tf.scalar(0, 'int32') : countInvalid(prediction)]),
  };
}

function countClasses(
  metric: string,
  options: StatScoresSettings,
  width: number,
  scores: tf.Tensor,
  labels: tf.Tensor,
): Tensors {
  const known = options.numClasses ?? (options.average === 'micro' ? undefined : width);
  const { prediction, target, classes } = multiclassLabels(metric, options, known, scores, labels);
  const counted = isCounted(target, options.ignoreIndex);
  const countInvalid = (values: tf.Tensor): tf.Tensor =>
    tf.sum(tf.logicalAnd(counted, tf.logicalNot(isClass(values, classes))));
  const invalid = tf.stack([countInvalid(target), countInvalid(prediction)]);
  if (options.average === 'micro') {
    const hits = tf.reshape(tf.sum(tf.logicalAnd(tf.equal(prediction, target), counted)), [1]);
    const misses = tf.sub(tf.reshape(tf.sum(counted), [1]), hits);
    return { truePositives: hits, falsePositives: misses, falseNegatives: misses, invalid };
  }
  const column = tf.expandDims(counted, -1);
  const index = tf.range(0, width, 1, 'int32');
  const rows = (values: tf.Tensor): tf.Tensor => tf.logicalAnd(tf.equal(tf.expandDims(values, -1), index), column);
  const [actual, predicted] = [rows(target), rows(prediction)];
  const truePositives = tf.sum(tf.logicalAnd(actual, predicted), 0);
  return {
    truePositives,
    falsePositives: tf.sub(tf.sum(predicted, 0), truePositives),
    falseNegatives: tf.sub(tf.sum(actual, 0), truePositives),
    invalid,
  };
}

function probabilities(values: tf.Tensor, { scores }: StatScoresSettings): tf.Tensor {
  if (scores === 'probabilities') return values;
  if (scores === 'logits') return tf.sigmoid(values);
  const isLogit = tf.any(tf.logicalOr(tf.less(values, 0), tf.greater(values, 1)));
  return tf.where(isLogit, tf.sigmoid(values), values);
}
