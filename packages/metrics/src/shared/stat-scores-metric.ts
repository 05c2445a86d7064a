import { metricView, type Metric, type MetricTraits, type NdArray } from '@lml/core';

import { averageScores, type ClassCounts } from './average-scores.js';
import type { ClassificationTask, StatScoresSettings } from './stat-scores-options.js';
import {
  initStatScores,
  keepStatScores,
  readStatScores,
  statScoresGroup,
  taskOf,
  updateStatScores,
} from './stat-scores.js';
import { numbersOf } from './values.js';

/** What {@link statScoresMetric} takes. */
export interface StatScoresMetricOptions {
  /** The metric's name in the registry. */
  readonly name: string;
  /** Its traits. */
  readonly traits: MetricTraits;
  /** The options of the family, with their defaults filled in. */
  readonly options: StatScoresSettings;
  /** The score of the counts of one class, or of all together. */
  readonly score: (counts: ClassCounts, task: ClassificationTask) => number;
  /**
   * Whether a class counts in the macro average of the task `'multiclass'`. Default: it was a target or was predicted.
   */
  readonly occurs?: ((counts: ClassCounts) => boolean) | undefined;
}

/**
 * Makes a metric that is a score of the counts of true and false positives and negatives.
 *
 * It counts binary, multiclass and multilabel predictions, takes the score of each class, or of all together for the task
 * `'binary'` and the average `'micro'`, and averages. Every sample counts once: weights are not used.
 *
 * @throws `LML_SHAPE_MISMATCH` from the metric for shapes that do not fit the task or `numClasses`; `LML_INVALID_ARGUMENT` if
 * the task cannot be told, or `topK` is more than the classes; and, from `compute`, since nothing is read back before, if
 * targets or predicted labels were no class.
 */
export function statScoresMetric({ name, traits, options, score, occurs }: StatScoresMetricOptions): Metric {
  const wasSeen = ({ truePositives, falsePositives, falseNegatives }: ClassCounts): boolean =>
    truePositives + falsePositives + falseNegatives > 0;
  const samplewise = options.multidimAverage === 'samplewise';
  return {
    name,
    ...metricView(options),
    higherIsBetter: traits.higherIsBetter,
    group: statScoresGroup(options),
    init: (context) => initStatScores(name, options, context),
    update: (state, { prediction, target }, { scores }) =>
      updateStatScores(state, { metric: name, options, prediction, target, scores }),
    ...(samplewise && {
      keep: ({ prediction, target }, { scores }) =>
        keepStatScores({ metric: name, options, prediction, target, scores }),
    }),
    compute: (values) => {
      const results = readStatScores(name, options, values).map((counts) => {
        const task = taskOf(options, counts.truePositives.length);
        return averageScores({
          counts,
          average: task === 'binary' ? 'micro' : options.average,
          score: (own) => score(own, task),
          occurs: task === 'multiclass' ? (occurs ?? wasSeen) : () => true,
        });
      });
      return samplewise ? stacked(results) : results[0]!;
    },
  };
}

/** The result of each sample, as one array. */
function stacked(results: readonly (number | NdArray)[]): NdArray {
  const [first = 0] = results;
  const shape = typeof first === 'number' ? [] : first.shape;
  const numbers = results.flatMap((result) => (typeof result === 'number' ? [result] : numbersOf(result)));
  return { dtype: 'float64', shape: [results.length, ...shape], data: Float64Array.from(numbers) };
}
