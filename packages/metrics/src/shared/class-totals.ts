import { spreadWeight, type MetricContext, type MetricValues, type Tensors } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { ClassificationTask, ClassSettings } from './class-options.js';
import { classRows, labelRows, oneHotRows, type ClassBatch } from './class-rows.js';
import { requireClasses, resolveTask } from './class-task.js';
import { numbersOf, zeros } from './values.js';

/** The weights of the samples of each class; of the task `'binary'` those of 0 and 1. */
export interface ClassTotals {
  /** What was told apart. */
  readonly task: ClassificationTask;
  /** Predicted, and the target. */
  readonly truePositives: readonly number[];
  /** Predicted. */
  readonly predicted: readonly number[];
  /** The target. */
  readonly actual: readonly number[];
}

/** What is known of a batch of weighted samples. */
export interface WeightedClassBatch extends ClassBatch {
  /** One weight a sample. */
  readonly weight: tf.Tensor | undefined;
}

/** Names what is counted: metrics with equal texts have equal totals. */
export function classTotalsGroup({ task, numClasses, threshold, scores, ignoreIndex }: ClassSettings): string {
  return `class-totals ${JSON.stringify([task, numClasses, threshold, scores, ignoreIndex])}`;
}

/** The empty totals: float32 `[classes]`, `[labels]`, or of the task `'binary'` `[1, 2]`; and how many targets and predictions are no class. */
export function initClassTotals(metric: string, options: ClassSettings, context: MetricContext): MetricValues {
  const { task, classes } = resolveTask(metric, options, context.numClasses);
  const sums = zeros('float32', task === 'binary' ? [1, 2] : [classes!]);
  return { truePositives: sums, predicted: sums, actual: sums, invalid: zeros('int32', [2]) };
}

/** The totals with a batch added. */
export function updateClassTotals(state: Tensors, batch: WeightedClassBatch): Tensors {
  const { metric, options, target, weight } = batch;
  // The wasm backend cannot sum nothing.
  if (target.size === 0) return state;
  const { shape } = state['actual']!;
  const { actual, predicted, invalid } = rowsOf(batch, shape.length === 2, shape[0]);
  const width = options.task === 'multilabel' ? shape[0] : 1;
  const weights = tf.reshape(spreadWeight(metric, weight ?? tf.scalar(1), target.shape), [-1, width]);
  const total = (rows: tf.Tensor): tf.Tensor => tf.reshape(tf.sum(tf.mul(rows, weights), 0), shape);
  return {
    truePositives: tf.add(state['truePositives']!, total(tf.mul(actual, predicted))),
    predicted: tf.add(state['predicted']!, total(predicted)),
    actual: tf.add(state['actual']!, total(actual)),
    invalid: tf.add(state['invalid']!, invalid),
  };
}

/** Complains if a target or predicted label was no class. */
export function checkClassTotals(metric: string, options: ClassSettings, values: MetricValues): void {
  const { invalid, actual } = values;
  requireClasses({ metric, task: taskOfTotals(options, values), classes: actual!.shape[0], invalid });
}

function taskOfTotals({ task }: ClassSettings, { actual }: MetricValues): ClassificationTask {
  return actual!.shape.length === 2 ? 'binary' : (task ?? 'multiclass');
}

/** The totals on the host. */
export function readClassTotals(options: ClassSettings, values: MetricValues): ClassTotals {
  const task = taskOfTotals(options, values);
  const [truePositives, predicted, actual] = ['truePositives', 'predicted', 'actual'].map((name) =>
    numbersOf(values[name]),
  );
  return { task, truePositives: truePositives!, predicted: predicted!, actual: actual! };
}

/** What is the target and what is predicted, ones and zeros `[rows, classes]`. */
function rowsOf(
  batch: ClassBatch,
  isBinary: boolean,
  known: number,
): { actual: tf.Tensor; predicted: tf.Tensor; invalid: tf.Tensor } {
  const asNumbers = (rows: tf.Tensor): tf.Tensor => tf.cast(rows, 'float32');
  if (!isBinary && batch.options.task !== 'multilabel') {
    const { target, prediction, counted, invalid } = classRows(batch, known);
    const [actual, predicted] = [oneHotRows(target, counted, known), oneHotRows(prediction, counted, known)].map(
      asNumbers,
    );
    return { actual: actual!, predicted: predicted!, invalid };
  }
  const { counted, actual, positive, invalid } = labelRows(batch, known);
  const [all, ones, ups] = [counted, actual, positive].map(asNumbers);
  if (!isBinary) return { actual: ones!, predicted: ups!, invalid };
  const both = (rows: tf.Tensor): tf.Tensor => tf.concat([tf.sub(all!, rows), rows], 1);
  return { actual: both(ones!), predicted: both(ups!), invalid };
}
