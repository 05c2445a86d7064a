import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { areClusters, distance, type EmbeddedClusters } from '../shared/embedded-clusters.js';
import { embeddedClustersConformance, embeddedClustersMetric } from '../shared/embedded-clusters-metric.js';

/** Options of {@link daviesBouldinScore}. */
export interface DaviesBouldinScoreOptions extends z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Davies–Bouldin score: the mean, over clusters, of $`\max_{j \ne i} \frac{s_i + s_j}{d_{ij}}`$ for the mean distance s of a
 * cluster's points from their mean, and the distance $`d_{ij}`$ of two means. From 0; lower is better.
 *
 * Predictions are points, `[batch, features]`, an embedding say, and targets the cluster of each, `[batch]`, any whole
 * numbers; `columns: { target: '…' }` names another column of clusters. Both are kept. Every sample counts once: weights are
 * not used. NaN where there are fewer than two clusters, or each point is a cluster of its own. Clusters of one mean are not
 * compared with each other.
 *
 * @throws `LML_SHAPE_MISMATCH` for other shapes; `LML_INVALID_ARGUMENT` from `compute` for labels that are not whole
 * numbers.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { daviesBouldinScore } from '@lml/metrics';
 *
 * const state = new MetricState(daviesBouldinScore());
 * await state.update([[0, 0], [0, 2]], [5, 5]);
 * await state.update([[4, 0], [4, 1], [4, 5]], [7, 7, 7]);
 * state.compute(); // => 0.72760687511
 * ```
 *
 * @see [torchmetrics.clustering.DaviesBouldinScore](https://lightning.ai/docs/torchmetrics/stable/clustering/davies_bouldin_score.html) 1.9, which says that higher is better
 */
export const daviesBouldinScore = defineComponent({
  kind: 'metric',
  name: 'davies-bouldin-score',
  summary: 'How close clusters lie, for the width that they have.',
  schema: z.strictObject({ ...metricShape }),
  examples: [{}],
  create: (options, nature) =>
    embeddedClustersMetric({
      ...nature,
      options,
      score: (clusters) => (areClusters(clusters) ? meanOverlap(clusters) : NaN),
    }),
  conformance: embeddedClustersConformance,
  higherIsBetter: false,
});

function meanOverlap({ samples, width, points, clusterOf, sizes, centroids }: EmbeddedClusters): number {
  const widths = new Float64Array(sizes.length);
  for (let point = 0; point < samples; point++) {
    const cluster = clusterOf[point]!;
    widths[cluster]! += distance(points, point, centroids, cluster, width) / sizes[cluster]!;
  }
  const overlaps = widths.map((own, cluster) =>
    widths.reduce((most, others, other) => {
      const apart = distance(centroids, cluster, centroids, other, width);
      return apart === 0 ? most : Math.max(most, (own + others) / apart);
    }, 0),
  );
  return overlaps.reduce((sum, overlap) => sum + overlap, 0) / sizes.length;
}
