import { requireSameShape, sameShape, ShapeMismatchError, showShape, type MetricScores } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { ClassSettings } from './class-options.js';
import { isClass, isCounted, isOne, requireColumns, withoutLastAxis } from './labels.js';
import { multiclassLabels } from './multiclass-labels.js';
import { isImpossible, scaleOf } from './scores.js';

/** What is known of a batch of classes that is counted. */
export interface ClassBatch extends MetricScores {
  /** The metric's name, for messages. */
  readonly metric: string;
  /** The options of the family. */
  readonly options: Pick<ClassSettings, 'task' | 'numClasses' | 'threshold' | 'scores' | 'ignoreIndex'> & {
    readonly topK?: number;
  };
  /** Scores or labels. */
  readonly prediction: tf.Tensor;
  /** What is right. */
  readonly target: tf.Tensor;
}

/** Binary and multilabel: truth values `[rows, labels]`, in which each entry is right or wrong by itself. */
export interface LabelRows {
  /** What is not ignored. */
  readonly counted: tf.Tensor;
  /** Counted, and the target is 1. */
  readonly actual: tf.Tensor;
  /** Counted, and 1 is predicted. */
  readonly positive: tf.Tensor;
  /** How many targets and predictions are neither 0 nor 1, int32 `[2]`. */
  readonly invalid: tf.Tensor;
}

/** The labels of a batch, one column a label; `known` is how many the metric was made for, if that is known. */
export function labelRows(batch: ClassBatch, known: number | undefined): LabelRows {
  const { metric, options } = batch;
  const isBinary = options.task !== 'multilabel';
  const [prediction, target] = isBinary
    ? withoutLastAxis(batch.prediction, batch.target)
    : [batch.prediction, batch.target];
  const isOfClasses = prediction.rank === target.rank + 1 && sameShape(prediction.shape.slice(0, -1), target.shape);
  if (isOfClasses) {
    throw new ShapeMismatchError(
      `${metric} with the task '${isBinary ? 'binary' : 'multilabel'}' needs prediction and target of one shape, got ` +
        `${showShape(prediction.shape)} and ${showShape(target.shape)}. Scores of several classes against class indices are task: 'multiclass'.`,
    );
  }
  requireSameShape(metric, prediction, target);
  const columns = isBinary ? 1 : requireColumns(metric, known, target);
  const asRows = (values: tf.Tensor): tf.Tensor => tf.reshape(values, [target.size / columns, columns]);
  const counted = asRows(isCounted(target, options.ignoreIndex));
  const scale = scaleOf(prediction, options, batch);
  const predicted =
    scale === 'labels'
      ? isOne(prediction)
      : tf.greater(scale === 'logits' ? tf.sigmoid(prediction) : prediction, options.threshold);
  const countInvalid = (impossible: tf.Tensor): tf.Tensor => tf.sum(tf.logicalAnd(counted, asRows(impossible)));
  return {
    counted,
    actual: tf.logicalAnd(asRows(isOne(target)), counted),
    positive: tf.logicalAnd(asRows(predicted), counted),
    invalid: tf.stack([countInvalid(isImpossible(target, 'labels')), countInvalid(isImpossible(prediction, scale))]),
  };
}

/** Multiclass: one predicted and one right class a row. */
export interface ClassRows {
  /** `[rows]` */
  readonly prediction: tf.Tensor;
  /** `[rows]` */
  readonly target: tf.Tensor;
  /** What is not ignored, `[rows]`. */
  readonly counted: tf.Tensor;
  /** How many classes there are, if that is known. */
  readonly classes: number | undefined;
  /** How many targets and predictions are no class, int32 `[2]`. */
  readonly invalid: tf.Tensor;
}

/** The classes of a batch; `known` is how many the metric was made for, if that is known. */
export function classRows(batch: ClassBatch, known: number | undefined): ClassRows {
  const { metric, options } = batch;
  const { topK = 1 } = options;
  const { prediction, target, classes } = multiclassLabels(metric, topK, known, batch.prediction, batch.target);
  const counted = isCounted(target, options.ignoreIndex);
  const countInvalid = (values: tf.Tensor): tf.Tensor =>
    tf.sum(tf.logicalAnd(counted, tf.logicalNot(isClass(values, classes))));
  return { prediction, target, counted, classes, invalid: tf.stack([countInvalid(target), countInvalid(prediction)]) };
}

/** Which class each row that is counted is of: truth values `[rows, classes]`. */
export function oneHotRows(labels: tf.Tensor, counted: tf.Tensor, classes: number): tf.Tensor {
  const isOfClass = tf.equal(tf.expandDims(labels, -1), tf.range(0, classes, 1, 'int32'));
  return tf.logicalAnd(isOfClass, tf.expandDims(counted, -1));
}

/** How often a class of rows meets one of columns: int32 `[classes, classes]` of truth values `[rows, classes]`. */
export function countPairs(rows: tf.Tensor, columns: tf.Tensor): tf.Tensor {
  const product = tf.matMul(tf.cast(rows, 'float32'), tf.cast(columns, 'float32'), true);
  return tf.cast(product, 'int32');
}
