import {
  asFloat,
  requireSameShape,
  sameShape,
  ShapeMismatchError,
  showShape,
  type MetricScores,
  type ScoreScale,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { CurveSettings } from './curve-options.js';
import { isClass, isCounted, otherWidth, requireColumns, withoutLastAxis } from './labels.js';
import { isImpossible, scaleOf } from './scores.js';
import { taskOf } from './class-task.js';

/** What is known of a batch of which curves are made. */
export interface CurveBatch extends MetricScores {
  /** The metric's name, for messages. */
  readonly metric: string;
  /** The options of the family. */
  readonly options: CurveSettings;
  /** Scores. */
  readonly prediction: tf.Tensor;
  /** What is right. */
  readonly target: tf.Tensor;
}

/** A batch in rows: one for each sample and position. */
export interface CurveRows {
  /** float32 `[rows, classes]` */
  readonly scores: tf.Tensor;
  /** float32: the class, `[rows, 1]`, or of labels whether each is right, `[rows, classes]`. */
  readonly targets: tf.Tensor;
  /** What the scores are. */
  readonly scale: ScoreScale | 'labels';
}

/**
 * The rows of a batch.
 *
 * @throws `LML_SHAPE_MISMATCH` for shapes that do not fit the task or the number of classes.
 */
export function rowsOf(batch: CurveBatch, classes: number): CurveRows {
  const { metric, options } = batch;
  const task = taskOf(options, classes);
  const [prediction, target] =
    task === 'binary' ? withoutLastAxis(batch.prediction, batch.target) : [batch.prediction, batch.target];
  if (task === 'multiclass') requireScores(metric, classes, prediction, target);
  else requireSameShape(metric, prediction, target);
  if (task === 'multilabel') requireColumns(metric, classes, target);
  const rows = prediction.size / classes;
  return {
    scores: asFloat(tf.reshape(prediction, [rows, classes])),
    targets: asFloat(tf.reshape(target, [rows, target.size === 0 ? 1 : target.size / rows])),
    scale: scaleOf(prediction, options, batch),
  };
}

/** Where rows are to be counted, `[rows, 1]` or `[rows, classes]`; undefined where all are. */
export function countedRows(targets: tf.Tensor, { ignoreIndex }: CurveSettings): tf.Tensor | undefined {
  return ignoreIndex === undefined ? undefined : isCounted(targets, ignoreIndex);
}

/** Where a score can be what it is taken for; NaN cannot. */
export function isPossible(scores: tf.Tensor, scale: ScoreScale | 'labels'): tf.Tensor {
  if (scale === 'logits') return tf.logicalNot(tf.isNaN(scores));
  return scale === 'labels'
    ? tf.logicalNot(isImpossible(scores, scale))
    : tf.logicalAnd(tf.greaterEqual(scores, 0), tf.lessEqual(scores, 1));
}

/** How many targets, and how many scores, of those that are counted cannot be, int32 `[2]`. */
export function countInvalid(targets: tf.Tensor, arePossible: tf.Tensor, options: CurveSettings): tf.Tensor {
  const classes = arePossible.shape[1]!;
  const counted = countedRows(targets, options);
  const count = (isValid: tf.Tensor): tf.Tensor => {
    const isInvalid = tf.logicalNot(isValid);
    return tf.sum(counted === undefined ? isInvalid : tf.logicalAnd(isInvalid, counted));
  };
  const areTargets = isClass(targets, taskOf(options, classes) === 'multiclass' ? classes : 2);
  return tf.stack([count(areTargets), count(arePossible)]);
}

function requireScores(metric: string, classes: number, prediction: tf.Tensor, target: tf.Tensor): void {
  if (prediction.rank === 0 || !sameShape(prediction.shape.slice(0, -1), target.shape)) {
    throw new ShapeMismatchError(
      `${metric} needs scores [batch, …, classes] against class indices [batch, …], got prediction ` +
        `${showShape(prediction.shape)} and target ${showShape(target.shape)}. Predicted labels have no curve; a column [batch, 1] must be reshaped to [batch].`,
    );
  }
  if (prediction.shape.at(-1) !== classes) throw otherWidth(metric, classes, prediction.shape);
}
