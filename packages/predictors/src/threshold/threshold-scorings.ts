/** How many samples of each class a threshold gets right and wrong. */
export interface ThresholdCounts {
  /** Samples of the positive class that are found. */
  readonly truePositives: number;
  /** Samples of the negative class that are taken for positive ones. */
  readonly falsePositives: number;
  /** Samples of the negative class that are found. */
  readonly trueNegatives: number;
  /** Samples of the positive class that are taken for negative ones. */
  readonly falseNegatives: number;
}

/** What a threshold may be chosen by: metrics of two classes, under the names that they have as metrics. */
export const THRESHOLD_SCORINGS = [
  'balanced-accuracy',
  'accuracy',
  'f1-score',
  'precision',
  'recall',
  'specificity',
  'jaccard-index',
  'matthews-corr-coef',
  'cohen-kappa',
] as const satisfies readonly ThresholdScoring[];

/** What a threshold is tuned for, by the names of metrics. */
export type ThresholdScoring =
  | 'balanced-accuracy'
  | 'accuracy'
  | 'f1-score'
  | 'precision'
  | 'recall'
  | 'specificity'
  | 'jaccard-index'
  | 'matthews-corr-coef'
  | 'cohen-kappa';

/** The scorings by name; 0 / 0 is 0, but for a class without samples, which balanced accuracy leaves out. */
export const scorings: Readonly<Record<ThresholdScoring, (counts: ThresholdCounts) => number>> = {
  'balanced-accuracy': ({ truePositives, falsePositives, trueNegatives, falseNegatives }) => {
    const recalls = [
      [truePositives, falseNegatives],
      [trueNegatives, falsePositives],
    ].flatMap(([right, wrong]) => (right! + wrong! > 0 ? [right! / (right! + wrong!)] : []));
    return recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
  },
  accuracy: (counts) => (counts.truePositives + counts.trueNegatives) / totalOf(counts),
  'f1-score': ({ truePositives, falsePositives, falseNegatives }) =>
    share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
  precision: ({ truePositives, falsePositives }) => share(truePositives, truePositives + falsePositives),
  recall: ({ truePositives, falseNegatives }) => share(truePositives, truePositives + falseNegatives),
  specificity: ({ trueNegatives, falsePositives }) => share(trueNegatives, trueNegatives + falsePositives),
  'jaccard-index': ({ truePositives, falsePositives, falseNegatives }) =>
    share(truePositives, truePositives + falsePositives + falseNegatives),
  'matthews-corr-coef': ({ truePositives, falsePositives, trueNegatives, falseNegatives }) =>
    share(
      truePositives * trueNegatives - falsePositives * falseNegatives,
      Math.sqrt(truePositives + falsePositives) *
        Math.sqrt(truePositives + falseNegatives) *
        Math.sqrt(trueNegatives + falsePositives) *
        Math.sqrt(trueNegatives + falseNegatives),
    ),
  'cohen-kappa': (counts) => {
    const { truePositives, falsePositives, trueNegatives, falseNegatives } = counts;
    const total = totalOf(counts);
    const expected =
      (truePositives + falsePositives) * (truePositives + falseNegatives) +
      (trueNegatives + falseNegatives) * (trueNegatives + falsePositives);
    return share(total * (truePositives + trueNegatives) - expected, total * total - expected);
  },
};

function totalOf({ truePositives, falsePositives, trueNegatives, falseNegatives }: ThresholdCounts): number {
  return truePositives + falsePositives + trueNegatives + falseNegatives;
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
