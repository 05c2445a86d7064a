import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { areClusters, distance, type EmbeddedClusters } from '../shared/embedded-clusters.js';
import { embeddedClustersConformance, embeddedClustersMetric } from '../shared/embedded-clusters-metric.js';

/** Options of {@link calinskiHarabaszScore}. */
export interface CalinskiHarabaszScoreOptions extends z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Calinski–Harabasz score, or variance ratio: $`\frac{B / (k - 1)}{W / (n - k)}`$ for the sum B of squared distances of the
 * means of k clusters from the mean of all n points, each as often as the cluster has points, and the sum W of those of
 * points from the mean of their cluster. From 0; higher is better.
 *
 * Predictions are points, `[batch, features]`, an embedding say, and targets the cluster of each, `[batch]`, any whole
 * numbers; `columns: { target: '…' }` names another column of clusters. Both are kept. Every sample counts once: weights are
 * not used. NaN where there are fewer than two clusters, or each point is a cluster of its own. 1 where all points of each
 * cluster are equal.
 *
 * @throws `LML_SHAPE_MISMATCH` for other shapes; `LML_INVALID_ARGUMENT` from `compute` for labels that are not whole
 * numbers.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { calinskiHarabaszScore } from '@lml/metrics';
 *
 * const state = new MetricState(calinskiHarabaszScore());
 * await state.update([[0, 0], [0, 2]], [5, 5]);
 * await state.update([[4, 0], [4, 1], [4, 5]], [7, 7, 7]);
 * state.compute(); // => 3.825
 * ```
 *
 * @see [torchmetrics.clustering.CalinskiHarabaszScore](https://lightning.ai/docs/torchmetrics/stable/clustering/calinski_harabasz_score.html) 1.9
 */
export const calinskiHarabaszScore = defineComponent({
  kind: 'metric',
  name: 'calinski-harabasz-score',
  summary: 'How far apart clusters lie, as a ratio of variances.',
  schema: z.strictObject({ ...metricShape }),
  examples: [{}],
  create: (options, nature) =>
    embeddedClustersMetric({
      ...nature,
      options,
      score: (clusters) => (areClusters(clusters) ? varianceRatio(clusters) : NaN),
    }),
  conformance: embeddedClustersConformance,
  higherIsBetter: true,
});

function varianceRatio({ samples, width, points, clusterOf, sizes, centroids }: EmbeddedClusters): number {
  const mean = new Float64Array(width);
  centroids.forEach((value, at) => {
    mean[at % width]! += (value * sizes[Math.floor(at / width)]!) / samples;
  });
  const between = sizes.reduce(
    (sum, size, cluster) => sum + size * distance(centroids, cluster, mean, 0, width) ** 2,
    0,
  );
  let within = 0;
  for (let point = 0; point < samples; point++)
    within += distance(points, point, centroids, clusterOf[point]!, width) ** 2;
  return within === 0 ? 1 : (between * (samples - sizes.length)) / (within * (sizes.length - 1));
}
