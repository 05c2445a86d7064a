import { metricView, type Metric, type MetricTraits, type NdArray } from '@lml/core';

import { averageScores, type ClassCounts } from './average-scores.js';
import type { ClassificationTask } from './class-options.js';
import { taskOf } from './class-task.js';
import type { ClassScoreSettings } from './stat-scores-options.js';
import {
  initStatScores,
  keepStatScores,
  checkStatScoresOf,
  readStatScores,
  statScoresGroup,
  updateStatScores,
  type StatScores,
} from './stat-scores.js';
import { numbersOf } from './values.js';

/** How the scores of classes are computed and put together. */
export interface ClassScore {
  /** The score of the counts of one class, or of all together. */
  readonly score: (counts: ClassCounts, task: ClassificationTask) => number;
  /**
   * Whether a class counts in the macro average of the task `'multiclass'`. Default: it was a target or was predicted.
   */
  readonly occurs?: ((counts: ClassCounts) => boolean) | undefined;
}

/** What {@link statScoresMetric} takes. */
export interface StatScoresMetricOptions extends ClassScore {
  /** The metric's name in the registry. */
  readonly name: string;
  /** Its traits. */
  readonly traits: MetricTraits;
  /** The options of the family, with their defaults filled in. */
  readonly options: ClassScoreSettings;
  /** Whether the score looks at true negatives, for which classes must be known also for the micro average. Default: `false`. */
  readonly usesTrueNegatives?: boolean | undefined;
}

/**
 * Makes a metric that is a score of the counts of true and false positives and negatives.
 *
 * It counts binary, multiclass and multilabel predictions, takes the score of each class, or of all together for the task
 * `'binary'` and the average `'micro'`, and averages. Every sample counts once: weights are not used.
 *
 * @throws `LML_SHAPE_MISMATCH` from the metric for shapes that do not fit the task or `numClasses`; `LML_INVALID_ARGUMENT` if
 * the task cannot be told, or `topK` is more than the classes; and, from `check`, if
 * targets or predicted labels were no class.
 */
export function statScoresMetric(metric: StatScoresMetricOptions): Metric {
  const { name, traits, options, usesTrueNegatives = false } = metric;
  const told = usesTrueNegatives ? classesTold(options) : options;
  return {
    ...statScoresCounting(name, told),
    higherIsBetter: traits.higherIsBetter,
    compute: (values) => scoresOf(readStatScores(told, values), options, metric),
  };
}

/** The options for counting where classes must be known, also for the micro average: without them there are no true negatives. */
export function classesTold(options: ClassScoreSettings): ClassScoreSettings {
  return options.task === 'multiclass' ? { ...options, average: 'none' } : options;
}

/** How metrics of the family count: all that they have in common. */
export function statScoresCounting(
  name: string,
  options: ClassScoreSettings,
): Omit<Metric, 'compute' | 'higherIsBetter'> {
  return {
    name,
    ...metricView(options),
    group: statScoresGroup(options),
    init: (context) => initStatScores(name, options, context),
    update: (state, { prediction, target }, { scores }) =>
      updateStatScores(state, { metric: name, options, prediction, target, scores }),
    ...(options.multidimAverage === 'samplewise' && {
      keep: ({ prediction, target }, { scores }) =>
        keepStatScores({ metric: name, options, prediction, target, scores }),
    }),
    check: (values) => checkStatScoresOf(name, options, values),
  };
}

/** The score of all samples together, or of each. */
export function scoresOf(
  each: readonly StatScores[],
  options: ClassScoreSettings,
  { score, occurs = wasSeen }: ClassScore,
): number | NdArray {
  const results = each.map((counts) => {
    const task = taskOf(options, counts.truePositives.length);
    return averageScores({
      counts,
      average: task === 'binary' ? 'micro' : options.average,
      score: (own) => score(own, task),
      occurs: task === 'multiclass' ? occurs : () => true,
    });
  });
  return options.multidimAverage === 'samplewise' ? stacked(results) : results[0]!;
}

function wasSeen({ truePositives, falsePositives, falseNegatives }: ClassCounts): boolean {
  return truePositives + falsePositives + falseNegatives > 0;
}

/** Whether a class was a target, or, where a sample has one chance, was predicted: with several each sample predicts something. */
export function seenInTopK(topK: number): (counts: ClassCounts) => boolean {
  return topK === 1 ? wasSeen : ({ truePositives, falseNegatives }) => truePositives + falseNegatives > 0;
}

/** The result of each sample, as one array. */
function stacked(results: readonly (number | NdArray)[]): NdArray {
  const [first = 0] = results;
  const shape = typeof first === 'number' ? [] : first.shape;
  const numbers = results.flatMap((result) => (typeof result === 'number' ? [result] : numbersOf(result)));
  return { dtype: 'float64', shape: [results.length, ...shape], data: Float64Array.from(numbers) };
}
