import { metricView, type Metric, type MetricResult, type MetricTraits, type NdArray } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { ClassificationTask, ClassSettings } from './class-options.js';
import { classRows, countPairs, labelRows, oneHotRows, type ClassBatch } from './class-rows.js';
import { requireClasses, resolveTask } from './class-task.js';
import { matricesOf, zeros, type Matrix } from './values.js';

/** What {@link confusionMetric} takes. */
export interface ConfusionMetricOptions {
  /** The metric's name in the registry. */
  readonly name: string;
  /** Its traits. */
  readonly traits: MetricTraits;
  /** The options of the family, with their defaults filled in. */
  readonly options: ClassSettings;
  /** The result of one matrix, or of one for each label. */
  readonly compute: (matrices: readonly Matrix[], task: ClassificationTask) => MetricResult;
}

/**
 * Makes a metric of a confusion matrix, which counts how often each class (rows) was taken for each (columns): of all classes for
 * the task `'multiclass'`, of 0 and 1 for `'binary'`, and of 0 and 1 of each label for `'multilabel'`. Every sample counts once:
 * weights are not used.
 *
 * @throws `LML_SHAPE_MISMATCH` from the metric for shapes that do not fit the task or `numClasses`; `LML_INVALID_ARGUMENT` if
 * the task or the number of classes cannot be told; and, from `check`, if targets or
 * predicted labels were no class.
 */
export function confusionMetric({ name, traits, options, compute }: ConfusionMetricOptions): Metric {
  const { task: given, numClasses, threshold, scores: scale, ignoreIndex } = options;
  const taskOfCounts = ({ shape }: NdArray): ClassificationTask =>
    shape.length === 2 ? 'multiclass' : given === 'multilabel' ? given : 'binary';
  return {
    name,
    ...metricView(options),
    higherIsBetter: traits.higherIsBetter,
    group: `confusion-matrix ${JSON.stringify([given, numClasses, threshold, scale, ignoreIndex])}`,
    init: (context) => {
      const { task, classes } = resolveTask(name, options, context.numClasses);
      const shape = task === 'multiclass' ? [classes!, classes!] : [classes!, 2, 2];
      return { counts: zeros('int32', shape), invalid: zeros('int32', [2]) };
    },
    update: (state, { prediction, target }, { scores }) => {
      // The wasm backend cannot sum nothing.
      if (target.size === 0) return state;
      const batch = { metric: name, options, prediction, target, scores };
      const [classes] = state['counts']!.shape as [number];
      const { counts, invalid } =
        state['counts']!.rank === 2 ? countClasses(batch, classes) : countLabels(batch, classes);
      return { counts: tf.add(state['counts']!, counts), invalid: tf.add(state['invalid']!, invalid) };
    },
    check: ({ counts, invalid }) =>
      requireClasses({ metric: name, task: taskOfCounts(counts!), classes: counts!.shape[0], invalid }),
    compute: ({ counts }) => compute(matricesOf(counts!), taskOfCounts(counts!)),
  };
}

interface Counted {
  readonly counts: tf.Tensor;
  readonly invalid: tf.Tensor;
}

/** Multiclass: `[classes, classes]`. */
function countClasses(batch: ClassBatch, known: number): Counted {
  const { prediction, target, counted, invalid } = classRows(batch, known);
  return {
    counts: countPairs(oneHotRows(target, counted, known), oneHotRows(prediction, counted, known)),
    invalid,
  };
}

/** Binary and multilabel: `[labels, 2, 2]`. */
function countLabels(batch: ClassBatch, known: number): Counted {
  const { counted, actual, positive, invalid } = labelRows(batch, known);
  const [total, ones, ups, hits] = [counted, actual, positive, tf.logicalAnd(actual, positive)].map((rows) =>
    tf.sum(rows, 0),
  );
  const [misses, alarms] = [tf.sub(ones!, hits!), tf.sub(ups!, hits!)];
  const zerosKept = tf.sub(tf.sub(total!, ones!), alarms);
  return { counts: tf.reshape(tf.stack([zerosKept, alarms, misses, hits!], -1), [known, 2, 2]), invalid };
}
