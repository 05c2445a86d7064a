import {
  asFloat,
  InvalidArgumentError,
  requireSameShape,
  sameShape,
  ShapeMismatchError,
  showShape,
  type MetricScores,
  type NdArray,
  type ScoreScale,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { ClassScoresSettings } from './class-scores-options.js';
import { isClass, isCounted, otherWidth, withoutLastAxis } from './labels.js';
import { numbersOf, zeros } from './values.js';

/** Scores and right classes, in one row for each sample and position. */
export interface ScoreRows {
  /** What is told apart. */
  readonly task: 'binary' | 'multiclass';
  /** What the scores are. */
  readonly scale: ScoreScale;
  /** The axes of samples and positions. */
  readonly shape: readonly number[];
  /** Scores `[rows, classes]`, or `[rows, 1]` for the task `'binary'`; 0 in rows that are not counted. */
  readonly scores: tf.Tensor;
  /** 1 for the right class, 0 for the others, in the shape of the scores. */
  readonly target: tf.Tensor;
  /** Whether a row is counted, `[rows, 1]`. */
  readonly counted: tf.Tensor;
  /** How many targets are no class, how many scores are NaN, and how many are no probabilities, int32 `[3]`. */
  readonly invalid: tf.Tensor;
}

/** What is known of a batch of scores. */
export interface ScoredBatch extends MetricScores {
  /** Scores. */
  readonly prediction: tf.Tensor;
  /** The right classes. */
  readonly target: tf.Tensor;
}

/** The empty accumulator of {@link ScoreRows.invalid}. */
export function noneInvalid(): NdArray {
  return zeros('int32', [3]);
}

/**
 * Scores and right classes in rows, from scores `[batch, …, classes]` against class indices `[batch, …]`, or one score
 * `[batch, …]` or `[batch, …, 1]` against labels 0 and 1.
 *
 * @throws `LML_SHAPE_MISMATCH` for shapes that fit neither, or do not tell the task.
 */
export function scoreRows(metric: string, options: ClassScoresSettings, batch: ScoredBatch): ScoreRows {
  const task = taskOf(metric, options, batch);
  const { scores, labels } =
    task === 'binary' ? binaryRows(metric, batch) : multiclassRows(metric, options.numClasses, batch);
  const [rows, classes] = scores.shape as [number, number];
  const column = tf.reshape(labels, [rows, 1]);
  const counted = isCounted(column, options.ignoreIndex);
  const target = task === 'binary' ? tf.equal(column, 1) : tf.equal(column, tf.range(0, classes, 1, 'int32'));
  const scale = options.scores ?? batch.scores ?? 'probabilities';
  const isMissing = tf.isNaN(scores);
  const isOutside =
    scale === 'logits' ? tf.zeros(scores.shape, 'bool') : tf.logicalOr(tf.less(scores, 0), tf.greater(scores, 1));
  const count = (where: tf.Tensor): tf.Tensor => tf.sum(tf.logicalAnd(where, counted));
  return {
    task,
    scale,
    shape: labels.shape,
    scores: tf.where(counted, scores, 0),
    target: asFloat(target),
    counted,
    invalid: tf.stack([
      count(tf.logicalNot(isClass(column, task === 'binary' ? 2 : classes))),
      count(isMissing),
      count(isOutside),
    ]),
  };
}

/** Scores as probabilities: of label 1, or of each class. */
export function probabilitiesOf({ task, scale, scores }: ScoreRows): tf.Tensor {
  if (scale === 'probabilities') return scores;
  return task === 'binary' ? tf.sigmoid(scores) : tf.softmax(scores);
}

/**
 * Refuses, on the host, targets that were no class and scores that cannot be.
 *
 * @throws `LML_INVALID_ARGUMENT`
 */
export function requireValid(metric: string, { task, numClasses }: ClassScoresSettings, invalid?: NdArray): void {
  const [targets = 0, missing = 0, outside = 0] = numbersOf(invalid);
  if (targets > 0) {
    const classes = `class indices from 0${numClasses === undefined ? '' : ` to ${numClasses - 1}`}`;
    const labels = 'labels 0 and 1';
    const either = `${classes}, or ${labels} against one score`;
    const expected = task === 'binary' ? labels : task === 'multiclass' ? classes : either;
    const remedy = `Give ${metric} the right task, or name in ignoreIndex what is not to be counted.`;
    throw new InvalidArgumentError('target', expected, `${targets} that are none`, remedy);
  }
  if (missing > 0) throw new InvalidArgumentError('prediction', 'scores', `${missing} of NaN`);
  if (outside === 0) return;
  const remedy = `Where they are logits, write ${metric}({ scores: 'logits' }).`;
  throw new InvalidArgumentError('prediction', 'probabilities from 0 to 1', `${outside} that are none`, remedy);
}

function taskOf(
  metric: string,
  { task, numClasses }: ClassScoresSettings,
  { prediction, target }: ScoredBatch,
): ScoreRows['task'] {
  if (task !== undefined) return task;
  if (numClasses !== undefined) return numClasses === 1 ? 'binary' : 'multiclass';
  const width = prediction.shape.at(-1) ?? 1;
  if (prediction.rank > target.rank) return width === 1 ? 'binary' : 'multiclass';
  if (prediction.rank < 2 || width === 1 || !sameShape(prediction.shape, target.shape)) return 'binary';
  throw new ShapeMismatchError(
    `${metric} got prediction and target of one shape, ${showShape(prediction.shape)}, which may be one score for each of ` +
      "several positions, or scores for classes. Give class indices as targets, [batch]; or task: 'binary'.",
  );
}

interface Rows {
  readonly scores: tf.Tensor;
  readonly labels: tf.Tensor;
}

function binaryRows(metric: string, batch: ScoredBatch): Rows {
  const [prediction, labels] = withoutLastAxis(batch.prediction, batch.target);
  requireSameShape(metric, prediction, labels);
  return { scores: asFloat(tf.reshape(prediction, [labels.size, 1])), labels };
}

function multiclassRows(metric: string, known: number | undefined, { prediction, target }: ScoredBatch): Rows {
  const classes = prediction.shape.at(-1);
  if (classes === undefined || !sameShape(prediction.shape.slice(0, -1), target.shape)) {
    throw new ShapeMismatchError(
      `${metric} needs scores [batch, …, classes] against class indices [batch, …], got prediction ` +
        `${showShape(prediction.shape)} and target ${showShape(target.shape)}. A column [batch, 1] must be reshaped to [batch].`,
    );
  }
  if (known !== undefined && classes !== known) throw otherWidth(metric, known, prediction.shape);
  if (classes < 2) throw new InvalidArgumentError('numClasses', "at least 2 for the task 'multiclass'", classes);
  return { scores: asFloat(tf.reshape(prediction, [target.size, classes])), labels: target };
}
