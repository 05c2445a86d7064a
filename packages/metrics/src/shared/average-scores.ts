import type { NdArray } from '@lml/core';

import type { StatScores } from './stat-scores.js';
import type { Average } from './stat-scores-options.js';
import { resultOf, safeDivide } from './values.js';

/** The counts of one class, or of all together. */
export interface ClassCounts {
  /** Predicted, and the target. */
  readonly truePositives: number;
  /** Predicted, but not the target. */
  readonly falsePositives: number;
  /** Not predicted, but the target. */
  readonly falseNegatives: number;
  /** Neither. */
  readonly trueNegatives: number;
}

/** What {@link averageScores} takes. */
export interface AveragedScores {
  /** The counts, one entry a class; one where classes are not told apart. */
  readonly counts: StatScores;
  /** How the scores of classes become one. */
  readonly average: Average;
  /** The score of one class. */
  readonly score: (counts: ClassCounts) => number;
  /** Whether a class counts in the macro average. */
  readonly occurs: (counts: ClassCounts) => boolean;
  /** The mean of no class. Default: `0`. */
  readonly otherwise?: number | undefined;
}

/** Computes the score of each class, and averages. */
export function averageScores({ counts, average, score, occurs, otherwise = 0 }: AveragedScores): number | NdArray {
  const classes = counts.truePositives.map((_, index) => ({
    truePositives: counts.truePositives[index]!,
    falsePositives: counts.falsePositives[index]!,
    falseNegatives: counts.falseNegatives[index]!,
    trueNegatives: counts.trueNegatives[index]!,
  }));
  if (average === 'micro') return score(classes.reduce(together));
  const values = classes.map(score);
  switch (average) {
    case 'none':
      return resultOf(values);
    case 'macro':
      return mean(
        values,
        classes.map((one) => (occurs(one) ? 1 : 0)),
        otherwise,
      );
    case 'weighted':
      return mean(
        values,
        classes.map(({ truePositives, falseNegatives }) => truePositives + falseNegatives),
        otherwise,
      );
  }
}

function together(a: ClassCounts, b: ClassCounts): ClassCounts {
  return {
    truePositives: a.truePositives + b.truePositives,
    falsePositives: a.falsePositives + b.falsePositives,
    falseNegatives: a.falseNegatives + b.falseNegatives,
    trueNegatives: a.trueNegatives + b.trueNegatives,
  };
}

function mean(values: readonly number[], weights: readonly number[], otherwise: number): number {
  const sum = values.reduce((total, value, index) => total + value * weights[index]!, 0);
  return safeDivide(
    sum,
    weights.reduce((total, weight) => total + weight, 0),
    otherwise,
  );
}
