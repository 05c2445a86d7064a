/** What lies above thresholds, from the highest threshold to the lowest. */
export interface ThresholdCounts {
  /** The thresholds, as probabilities. */
  readonly thresholds: Float64Array;
  /** How many positives have a score of at least the threshold. */
  readonly truePositives: Float64Array;
  /** How many negatives have. */
  readonly falsePositives: Float64Array;
  /** How many positives there are. */
  readonly positives: number;
  /** How many negatives there are. */
  readonly negatives: number;
  /** Whether thresholds were given; else they are the scores that occur. */
  readonly areGiven: boolean;
  /** What is taken for recall where there are no positives. */
  readonly recallOfNone: number;
}

/** Counts of the scores that occur, of positives and of negatives, in any order. Both arrays are sorted in place. */
export function countScores(positives: Float64Array, negatives: Float64Array, recallOfNone: number): ThresholdCounts {
  positives.sort();
  negatives.sort();
  const most = positives.length + negatives.length;
  const [thresholds, truePositives, falsePositives] = [
    new Float64Array(most),
    new Float64Array(most),
    new Float64Array(most),
  ];
  let [points, leftPositives, leftNegatives] = [0, positives.length, negatives.length];
  while (leftPositives > 0 || leftNegatives > 0) {
    const threshold = Math.max(
      leftPositives > 0 ? positives[leftPositives - 1]! : -Infinity,
      leftNegatives > 0 ? negatives[leftNegatives - 1]! : -Infinity,
    );
    // Equal scores reach a threshold together.
    while (leftPositives > 0 && positives[leftPositives - 1] === threshold) leftPositives -= 1;
    while (leftNegatives > 0 && negatives[leftNegatives - 1] === threshold) leftNegatives -= 1;
    thresholds[points] = threshold;
    truePositives[points] = positives.length - leftPositives;
    falsePositives[points] = negatives.length - leftNegatives;
    points += 1;
  }
  return {
    thresholds: thresholds.slice(0, points),
    truePositives: truePositives.slice(0, points),
    falsePositives: falsePositives.slice(0, points),
    positives: positives.length,
    negatives: negatives.length,
    areGiven: false,
    recallOfNone,
  };
}
