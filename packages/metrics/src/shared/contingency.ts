/** How often each class of the targets meets each predicted cluster; classes and clusters in the order of their labels. */
export interface Contingency {
  /** How many samples there are. */
  readonly samples: number;
  /** The samples of each class. */
  readonly classes: Float64Array;
  /** The samples of each cluster. */
  readonly clusters: Float64Array;
  /** The samples of each pair of a class and a cluster that occurs. */
  readonly counts: Float64Array;
  /** The class of each such pair. */
  readonly classOf: Uint32Array;
  /** The cluster of each such pair. */
  readonly clusterOf: Uint32Array;
}

/** Counts the pairs of labels that occur, so that memory is theirs and not that of all that could. */
export function contingencyOf(prediction: Int32Array, target: Int32Array): Contingency {
  const [classes, clusters] = [placesOf(target), placesOf(prediction)];
  const found = new Map<number, number>();
  for (let sample = 0; sample < target.length; sample++) {
    const pair = classes.get(target[sample]!)! * clusters.size + clusters.get(prediction[sample]!)!;
    found.set(pair, (found.get(pair) ?? 0) + 1);
  }
  const pairs = Float64Array.from(found.keys()).sort();
  const counts = pairs.map((pair) => found.get(pair)!);
  const classOf = Uint32Array.from(pairs, (pair) => Math.floor(pair / clusters.size));
  const clusterOf = Uint32Array.from(pairs, (pair) => pair % clusters.size);
  return {
    samples: target.length,
    classes: sumBy(counts, classOf, classes.size),
    clusters: sumBy(counts, clusterOf, clusters.size),
    counts,
    classOf,
    clusterOf,
  };
}

/** The place of each label among those that occur, in ascending order. */
export function placesOf(labels: Int32Array): Map<number, number> {
  const distinct = Int32Array.from(new Set(labels)).sort();
  return new Map(Array.from(distinct, (label, place) => [label, place]));
}

/** Whether classes and clusters are the same but for their labels. */
export function isSamePartition({ classes, clusters, counts }: Contingency): boolean {
  return counts.length === classes.length && counts.length === clusters.length;
}

function sumBy(counts: Float64Array, of: Uint32Array, size: number): Float64Array {
  const sums = new Float64Array(size);
  counts.forEach((count, pair) => {
    sums[of[pair]!]! += count;
  });
  return sums;
}
