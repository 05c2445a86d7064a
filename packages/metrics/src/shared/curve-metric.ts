import {
  InvalidArgumentError,
  metricView,
  type Metric,
  type MetricContext,
  type MetricResult,
  type MetricTraits,
  type MetricValues,
  type NdArray,
} from '@lml/core';

import { initBinned, readBinned, updateBinned } from './binned-curve.js';
import type { CurveSettings } from './curve-options.js';
import { requireClasses, resolveTask, taskOf } from './class-task.js';
import type { CurveBatch } from './curve-rows.js';
import { initExact, keepExact, readExact, updateExact } from './exact-curve.js';
import type { ClassificationTask } from './class-options.js';
import type { ThresholdCounts } from './threshold-counts.js';
import { numbersOf, resultOf } from './values.js';

/** The counts of several classes over thresholds. */
export interface CurveCounts {
  /** What is told apart. */
  readonly task: ClassificationTask;
  /** How many classes or labels there are; 1 for the task `'binary'`. */
  readonly classes: number;
  /** The counts of some classes, each against the others, together. */
  countsOf(classes: readonly number[]): ThresholdCounts;
}

/** What {@link curveMetric} takes. */
export interface CurveMetricOptions {
  /** The metric's name in the registry. */
  readonly name: string;
  /** Its traits. */
  readonly traits: MetricTraits;
  /** The options of the family, with their defaults filled in. */
  readonly options: CurveSettings;
  /** The result of what was counted. */
  readonly result: (counts: CurveCounts) => MetricResult;
}

/**
 * Makes a metric of how many positives and negatives of each class have scores above thresholds: a curve, or a score of one.
 *
 * With `thresholds` it counts in the step, and its memory does not grow. Without, scores and targets are kept, and counted on
 * the host at each score that occurs. Every sample counts once: weights are not used.
 *
 * @throws `LML_SHAPE_MISMATCH` from the metric for shapes that do not fit the task or `numClasses`; `LML_INVALID_ARGUMENT` if
 * the number of classes is not known, and, from `check`, if targets are no classes, or scores no probabilities.
 */
export function curveMetric({ name, traits, options, result }: CurveMetricOptions): Metric {
  const { thresholds, task, numClasses, scores, ignoreIndex } = options;
  const common = {
    name,
    ...metricView(options),
    higherIsBetter: traits.higherIsBetter,
    group: `curve ${JSON.stringify([task, numClasses, thresholds, scores, ignoreIndex])}`,
    check: ({ invalid, reached, logits }: MetricValues) => {
      requireValid(name, options, (reached ?? logits)!.shape[0]!, invalid!);
    },
  };
  const classesFor = ({ numClasses: width }: MetricContext): number => resolveTask(name, options, width).classes!;
  if (thresholds !== undefined) {
    return {
      ...common,
      init: (context) => initBinned(thresholds, classesFor(context)),
      update: (state, { prediction, target }, context) =>
        updateBinned(state, { metric: name, options, prediction, target, scores: context.scores }, thresholds),
      compute: (values) => {
        const classes = values['reached']!.shape[0]!;
        return result({
          task: taskOf(options, classes),
          classes,
          countsOf: (some) => readBinned(values, thresholds, some),
        });
      },
    };
  }
  // What is kept says by its shape how many classes there are; `update` sees to it that they are as many as were made room for.
  const widthOf = ({ prediction, target }: CurveBatch): number => {
    if (task === 'binary' || numClasses === 1) return 1;
    const isWide = task === 'multilabel' || prediction.rank > target.rank;
    return numClasses ?? (isWide ? prediction.shape.at(-1)! : 1);
  };
  return {
    ...common,
    keepAdvice: 'Give thresholds: 100.',
    init: (context) => initExact(classesFor(context)),
    update: (state, { prediction, target }, context) =>
      updateExact(state, { metric: name, options, prediction, target, scores: context.scores }),
    keep: ({ prediction, target }, context) => {
      const batch = { metric: name, options, prediction, target, scores: context.scores };
      return keepExact(batch, widthOf(batch));
    },
    compute: (values) => {
      const classes = values['logits']!.data.length;
      const own = taskOf(options, classes);
      return result({ task: own, classes, countsOf: readExact(values, options, own) });
    },
  };
}

/** Complains of targets that are no class, and of scores that are no probability. */
function requireValid(metric: string, options: CurveSettings, classes: number, invalid: NdArray): void {
  const [targets = 0, scores = 0] = numbersOf(invalid);
  requireClasses({ metric, task: taskOf(options, classes), classes, invalid: resultOf([targets, 0]) });
  if (scores === 0) return;
  const remedy = `Where they are logits, give ${metric} the option scores: 'logits'. NaN has no place among scores.`;
  throw new InvalidArgumentError('prediction', 'probabilities from 0 to 1', `${scores} that are none`, remedy);
}
