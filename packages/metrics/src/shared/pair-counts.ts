import type { Contingency } from './contingency.js';

/** How two partitions judge ordered pairs of samples. */
export interface PairCounts {
  /** Together in both. */
  readonly together: number;
  /** Together in a cluster, but not in a class. */
  readonly clusterOnly: number;
  /** Together in a class, but not in a cluster. */
  readonly classOnly: number;
  /** Apart in both. */
  readonly apart: number;
}

/** Counts the pairs. They are exact up to 9 · 10⁷ samples. */
export function pairCounts({ samples, classes, clusters, counts }: Contingency): PairCounts {
  const [both, ofClass, ofCluster] = [squares(counts), squares(classes), squares(clusters)];
  return {
    together: both - samples,
    clusterOnly: ofCluster - both,
    classOnly: ofClass - both,
    apart: samples ** 2 - ofClass - ofCluster + both,
  };
}

function squares(numbers: Float64Array): number {
  return numbers.reduce((sum, number) => sum + number ** 2, 0);
}
