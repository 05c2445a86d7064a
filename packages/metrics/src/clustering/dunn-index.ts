import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { distance, type EmbeddedClusters } from '../shared/embedded-clusters.js';
import { embeddedClustersConformance, embeddedClustersMetric, normShape } from '../shared/embedded-clusters-metric.js';

/** Options of {@link dunnIndex}. */
export interface DunnIndexOptions
  extends z.input<z.ZodObject<typeof normShape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Dunn index: the smallest distance of the means of two clusters, divided by the largest distance of a point from the mean
 * of its cluster, in the p-norm. From 0; higher is better.
 *
 * Predictions are points, `[batch, features]`, an embedding say, and targets the cluster of each, `[batch]`, any whole
 * numbers; `columns: { target: '…' }` names another column of clusters. Both are kept. Every sample counts once: weights are
 * not used. NaN where there are fewer than two clusters, infinite where all points of each cluster are equal.
 *
 * @throws `LML_SHAPE_MISMATCH` for other shapes; `LML_INVALID_ARGUMENT` from `compute` for labels that are not whole
 * numbers.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { dunnIndex } from '@lml/metrics';
 *
 * const state = new MetricState(dunnIndex());
 * await state.update([[0, 0], [0, 2]], [5, 5]);
 * await state.update([[4, 0], [4, 1], [4, 5]], [7, 7, 7]);
 * state.compute(); // => Math.sqrt(17) / 3
 * ```
 *
 * @see [torchmetrics.clustering.DunnIndex](https://lightning.ai/docs/torchmetrics/stable/clustering/dunn_index.html) 1.9
 */
export const dunnIndex = defineComponent({
  kind: 'metric',
  name: 'dunn-index',
  summary: 'The least distance of clusters for the largest width of one.',
  schema: z.strictObject({ ...metricShape, ...normShape }),
  examples: [{}, { p: 1 }],
  create: ({ p, ...options }, nature) =>
    embeddedClustersMetric({ ...nature, options, score: (clusters) => leastSeparation(clusters, p) }),
  conformance: embeddedClustersConformance,
  higherIsBetter: true,
});

function leastSeparation({ samples, width, points, clusterOf, sizes, centroids }: EmbeddedClusters, p: number): number {
  if (sizes.length < 2) return NaN;
  let [least, widest] = [Infinity, 0];
  for (let one = 0; one < sizes.length; one++) {
    for (let other = 0; other < one; other++)
      least = Math.min(least, distance(centroids, one, centroids, other, width, p));
  }
  for (let point = 0; point < samples; point++)
    widest = Math.max(widest, distance(points, point, centroids, clusterOf[point]!, width, p));
  return least / widest;
}
