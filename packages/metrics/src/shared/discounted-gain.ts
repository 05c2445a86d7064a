import type { RankedQuery } from './ranking.js';

/** The discounted cumulative gain of the first k rows; rows of equal score have the mean gain of them all. */
export function discountedGain({ scores, targets }: RankedQuery, k: number): number {
  let gain = 0;
  for (let row = 0; row < Math.min(k, scores.length);) {
    let [sum, discounts, rows] = [0, 0, 0];
    for (const score = scores[row]; scores[row] === score; row++, rows++) {
      sum += targets[row]!;
      if (row < k) discounts += 1 / Math.log2(row + 2);
    }
    gain += (sum / rows) * discounts;
  }
  return gain;
}

/** The largest gain that the first k rows could have. */
export function idealGain({ targets }: RankedQuery, k: number): number {
  const ideal = targets.toSorted().reverse();
  return discountedGain({ scores: ideal, targets: ideal, hasNaN: false }, k);
}
