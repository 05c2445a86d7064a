import { ShapeMismatchError, showShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/** Where a target is to be counted. */
export function isCounted(target: tf.Tensor, ignoreIndex: number | undefined): tf.Tensor {
  return ignoreIndex === undefined ? tf.ones(target.shape, 'bool') : tf.notEqual(target, ignoreIndex);
}

/** Where a label is 1. */
export function isOne(labels: tf.Tensor): tf.Tensor {
  return tf.equal(labels, 1);
}

/** Where a label is a class: a whole number from 0, below the number of classes if that is known. */
export function isClass(labels: tf.Tensor, classes: number | undefined): tf.Tensor {
  const fits = [tf.greaterEqual(labels, 0)];
  if (classes !== undefined) fits.push(tf.less(labels, classes));
  if (labels.dtype === 'float32') fits.push(tf.equal(labels, tf.floor(labels)));
  return fits.reduce((all, one) => tf.logicalAnd(all, one));
}

/** Both without a last axis of size 1 that the other lacks: `[batch, 1]` against `[batch]`. */
export function withoutLastAxis(prediction: tf.Tensor, target: tf.Tensor): [tf.Tensor, tf.Tensor] {
  const drop = (values: tf.Tensor, other: tf.Tensor): tf.Tensor =>
    values.rank === other.rank + 1 && values.shape.at(-1) === 1 ? tf.squeeze(values, [-1]) : values;
  return [drop(prediction, target), drop(target, prediction)];
}

/** The number of labels, which is the size of the last axis. */
export function requireColumns(metric: string, expected: number | undefined, target: tf.Tensor): number {
  const columns = target.shape.at(-1);
  if (target.rank < 2 || columns === undefined) {
    throw new ShapeMismatchError(
      `${metric} needs labels [batch, …, labels] for the task 'multilabel', got ${showShape(target.shape)}.`,
    );
  }
  if (expected !== undefined && columns !== expected) throw otherWidth(metric, expected, target.shape);
  return columns;
}

/** The last axis is not as wide as there are classes or labels. */
export function otherWidth(metric: string, expected: number, shape: readonly number[]): ShapeMismatchError {
  return new ShapeMismatchError(
    `${metric} was made for ${expected} classes, but got ${showShape(shape)}, whose last axis has ${shape.at(-1)}. ` +
      'Give the right numClasses; the class axis is the last.',
  );
}
