import type { NdArray } from '@lml/core';

import type { StatScores } from './stat-scores.js';
import type { Average } from './stat-scores-options.js';
import { resultOf, safeDivide } from './values.js';

/** The counts of one class, or of all together. */
export interface ClassScores {
  /** Predicted, and the target. */
  readonly truePositives: number;
  /** Predicted, but not the target. */
  readonly falsePositives: number;
  /** Not predicted, but the target. */
  readonly falseNegatives: number;
  /** Neither; 0 for the task `'multiclass'`. */
  readonly trueNegatives: number;
}

/** The score of each class, and one number of them; `isLeftOut` says which classes the macro average leaves out. */
export function averageScores(
  scores: StatScores,
  average: Average,
  scoreOf: (scores: ClassScores) => number,
  isLeftOut: (scores: ClassScores) => boolean,
): number | NdArray {
  const classes = scores.truePositives.map((_, index) => ({
    truePositives: scores.truePositives[index]!,
    falsePositives: scores.falsePositives[index]!,
    falseNegatives: scores.falseNegatives[index]!,
    trueNegatives: scores.trueNegatives[index] ?? 0,
  }));
  const values = classes.map(scoreOf);
  switch (average) {
    case 'none':
      return resultOf(values);
    case 'micro':
      // Counted together: there is one entry.
      return values[0]!;
    case 'macro':
      return mean(
        values,
        classes.map((counts) => (isLeftOut(counts) ? 0 : 1)),
      );
    case 'weighted':
      return mean(
        values,
        classes.map(({ truePositives, falseNegatives }) => truePositives + falseNegatives),
      );
  }
}

function mean(values: readonly number[], weights: readonly number[]): number {
  const sum = values.reduce((total, value, index) => total + value * weights[index]!, 0);
  return safeDivide(
    sum,
    weights.reduce((total, weight) => total + weight, 0),
  );
}
