import type { MetricValues } from '@lml/core';

import { placesOf } from './contingency.js';
import { numbersOf } from './values.js';
import { requireWhole } from './whole-numbers.js';

/** Points in clusters, which are numbered from 0 in the order of their labels. */
export interface EmbeddedClusters {
  /** How many points there are. */
  readonly samples: number;
  /** How many features a point has. */
  readonly width: number;
  /** `[samples, width]` */
  readonly points: Float32Array;
  /** The cluster of each point. */
  readonly clusterOf: Uint32Array;
  /** The points of each cluster. */
  readonly sizes: Float64Array;
  /** The mean of each cluster, `[clusters, width]`. */
  readonly centroids: Float64Array;
}

/** Reads what was kept. */
export function embeddedClusters(values: MetricValues): EmbeddedClusters {
  requireWhole('target', numbersOf(values['fractions'])[0] ?? 0);
  const [kept, labels] = [values['kept/prediction'], values['kept/target']?.data as Int32Array | undefined];
  if (kept === undefined || labels === undefined) return NOTHING;
  const [points, width] = [kept.data as Float32Array, kept.shape[1]!];
  const places = placesOf(labels);
  const clusterOf = Uint32Array.from(labels, (label) => places.get(label)!);
  const sizes = new Float64Array(places.size);
  for (const cluster of clusterOf) sizes[cluster]!++;
  const sums = new Float64Array(places.size * width);
  points.forEach((value, at) => {
    sums[clusterOf[Math.floor(at / width)]! * width + (at % width)]! += value;
  });
  const centroids = sums.map((sum, at) => sum / sizes[Math.floor(at / width)]!);
  return { samples: labels.length, width, points, clusterOf, sizes, centroids };
}

/** Rows of numbers of one width. */
type Rows = Float32Array | Float64Array;

/** The distance of two rows in the p-norm. */
export function distance(a: Rows, one: number, b: Rows, other: number, width: number, p = 2): number {
  const [from, to] = [one * width, other * width];
  let sum = 0;
  if (p === 2) {
    for (let at = 0; at < width; at++) sum += (a[from + at]! - b[to + at]!) ** 2;
    return Math.sqrt(sum);
  }
  // Large powers of large numbers are infinite, so that parts of the largest one are raised.
  let largest = 0;
  for (let at = 0; at < width; at++) largest = Math.max(largest, Math.abs(a[from + at]! - b[to + at]!));
  if (largest === 0) return 0;
  for (let at = 0; at < width; at++) sum += (Math.abs(a[from + at]! - b[to + at]!) / largest) ** p;
  return largest * sum ** (1 / p);
}

/** Whether there are clusters to compare: two or more, of which one at least has several points. */
export function areClusters({ samples, sizes }: EmbeddedClusters): boolean {
  return sizes.length > 1 && sizes.length < samples;
}

const NOTHING: EmbeddedClusters = {
  samples: 0,
  width: 0,
  points: new Float32Array(),
  clusterOf: new Uint32Array(),
  sizes: new Float64Array(),
  centroids: new Float64Array(),
};
