import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { areClusters, distance, type EmbeddedClusters } from '../shared/embedded-clusters.js';
import { embeddedClustersConformance, embeddedClustersMetric, normShape } from '../shared/embedded-clusters-metric.js';
import { safeDivide } from '../shared/values.js';

/** Options of {@link silhouetteScore}. */
export interface SilhouetteScoreOptions
  extends z.input<z.ZodObject<typeof normShape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Silhouette score: the mean, over points, of $`\frac{b - a}{\max(a, b)}`$ for the mean distance a to the other points of
 * its cluster, and the mean distance b to those of the nearest other cluster; 0 for a point alone in its cluster. From −1 to
 * 1; higher is better. Time is quadratic in the number of points, memory is not.
 *
 * Predictions are points, `[batch, features]`, an embedding say, and targets the cluster of each, `[batch]`, any whole
 * numbers; `columns: { target: '…' }` names another column of clusters. Both are kept. Every sample counts once: weights are
 * not used. NaN where there are fewer than two clusters, or each point is a cluster of its own.
 *
 * @throws `LML_SHAPE_MISMATCH` for other shapes; `LML_INVALID_ARGUMENT` from `compute` for labels that are not whole
 * numbers.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { silhouetteScore } from '@lml/metrics';
 *
 * const state = new MetricState(silhouetteScore());
 * await state.update([[0, 0], [0, 2]], [5, 5]);
 * await state.update([[4, 0], [4, 1], [4, 5]], [7, 7, 7]);
 * state.compute(); // => 0.40836456295
 * ```
 *
 * @see [sklearn.metrics.silhouette_score](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.silhouette_score.html) 1.9
 */
export const silhouetteScore = defineComponent({
  kind: 'metric',
  name: 'silhouette-score',
  summary: 'How much closer points lie to their own cluster than to the next.',
  schema: z.strictObject({ ...metricShape, ...normShape }),
  examples: [{}, { p: 1 }],
  create: ({ p, ...options }, nature) =>
    embeddedClustersMetric({
      ...nature,
      options,
      score: (clusters) => (areClusters(clusters) ? meanSilhouette(clusters, p) : NaN),
    }),
  conformance: embeddedClustersConformance,
  higherIsBetter: true,
});

function meanSilhouette({ samples, width, points, clusterOf, sizes }: EmbeddedClusters, p: number): number {
  let sum = 0;
  for (let point = 0; point < samples; point++) {
    const own = clusterOf[point]!;
    if (sizes[own] === 1) continue;
    const sums = new Float64Array(sizes.length);
    for (let other = 0; other < samples; other++)
      sums[clusterOf[other]!]! += distance(points, point, points, other, width, p);
    const inside = sums[own]! / (sizes[own]! - 1);
    const outside = sums.reduce(
      (least, total, cluster) => (cluster === own ? least : Math.min(least, total / sizes[cluster]!)),
      Infinity,
    );
    sum += safeDivide(outside - inside, Math.max(inside, outside));
  }
  return sum / samples;
}
