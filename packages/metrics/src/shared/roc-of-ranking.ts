import { relevantAmong, type RankedQuery } from './ranking.js';

/**
 * The area under the ROC curve of a ranking, equal scores taken together; up to a rate of false positives with McClish's
 * correction, which makes 0.5 of chance and 1 of the best. 0 where all rows are relevant, or none is.
 */
export function areaUnderRoc(query: RankedQuery, maxFpr = 1): number {
  const { scores, targets } = query;
  const positives = relevantAmong(query);
  const negatives = targets.length - positives;
  if (positives === 0 || negatives === 0) return 0;
  let [area, hits, misses] = [0, 0, 0];
  for (let row = 0; row < scores.length && misses / negatives < maxFpr;) {
    const before = { hits, misses };
    for (const score = scores[row]; scores[row] === score; row++) {
      if (targets[row] === 1) hits++;
      else misses++;
    }
    const width = (misses - before.misses) / negatives;
    const height = (hits - before.hits) / positives;
    const share = Math.min(1, (maxFpr - before.misses / negatives) / width);
    area += share * width * (before.hits / positives + (share * height) / 2);
  }
  if (maxFpr === 1) return area;
  const least = maxFpr ** 2 / 2;
  return (1 + (area - least) / (maxFpr - least)) / 2;
}
