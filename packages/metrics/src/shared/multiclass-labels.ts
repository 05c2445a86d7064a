import { asFloat, InvalidArgumentError, sameShape, ShapeMismatchError, showShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { otherWidth } from './labels.js';

/** One predicted and one right class for each sample and position. */
export interface MulticlassLabels {
  /** `[samples]` */
  readonly prediction: tf.Tensor;
  /** `[samples]` */
  readonly target: tf.Tensor;
  /** How many classes there are, if that is known. */
  readonly classes: number | undefined;
}

/**
 * Predicted and right classes in a row, from scores `[batch, …, classes]` or labels `[batch, …]` against targets
 * `[batch, …]`. With `topK` a right class among the highest scores counts as predicted, else the highest does.
 */
export function multiclassLabels(
  metric: string,
  topK: number,
  known: number | undefined,
  scores: tf.Tensor,
  labels: tf.Tensor,
): MulticlassLabels {
  const target = tf.reshape(labels, [labels.size]);
  if (sameShape(scores.shape, labels.shape)) {
    requireLabels(metric, topK, known, scores);
    return { prediction: tf.reshape(scores, [scores.size]), target, classes: known };
  }
  const classes = scores.shape.at(-1);
  if (classes === undefined || !sameShape(scores.shape.slice(0, -1), labels.shape)) {
    throw new ShapeMismatchError(
      `${metric} needs scores [batch, …, classes] or class indices [batch, …] against targets [batch, …], got prediction ` +
        `${showShape(scores.shape)} and target ${showShape(labels.shape)}. ${scores.rank > labels.rank ? 'The class axis is the last, also where PyTorch has it second: transpose such scores.' : 'A column [batch, 1] must be reshaped to [batch].'}`,
    );
  }
  if (known !== undefined && classes !== known) throw otherWidth(metric, known, scores.shape);
  if (topK > classes) throw new InvalidArgumentError('topK', `at most the number of classes, ${classes}`, topK);
  const rows = asFloat(tf.reshape(scores, [labels.size, classes]));
  const highest = tf.argMax(rows, -1);
  const prediction =
    topK === 1 ? highest : tf.where(isAmongHighest(rows, target, topK), tf.cast(target, 'int32'), highest);
  return { prediction, target, classes };
}

function requireLabels(metric: string, topK: number, known: number | undefined, prediction: tf.Tensor): void {
  if (topK > 1) {
    const remedy = 'Labels do not tell which class comes second: give scores, or leave topK out.';
    throw new InvalidArgumentError('topK', '1 for predictions that are class indices', topK, remedy);
  }
  const width = prediction.shape.at(-1);
  if (prediction.rank < 2 || prediction.dtype !== 'float32' || (known !== undefined && width !== known)) return;
  throw new ShapeMismatchError(
    `${metric} got prediction and target of one shape, ${showShape(prediction.shape)}, which may be scores for ${width} ` +
      "classes or class indices at as many positions. Give class indices as targets, [batch]; or predicted labels as int32; or task: 'multilabel'.",
  );
}

/** Whether fewer than k classes come before the right one: those of higher score, or of equal score and lower index. */
function isAmongHighest(rows: tf.Tensor, target: tf.Tensor, k: number): tf.Tensor {
  const column = tf.expandDims(target, -1);
  const index = tf.range(0, rows.shape[1]!, 1, 'int32');
  const own = tf.sum(tf.where(tf.equal(index, column), rows, 0), -1, true);
  const isBefore = tf.logicalOr(tf.greater(rows, own), tf.logicalAnd(tf.equal(rows, own), tf.less(index, column)));
  const isNumber = tf.equal(own, own);
  return tf.logicalAnd(tf.less(tf.sum(isBefore, -1), k), tf.squeeze(isNumber, [-1]));
}
