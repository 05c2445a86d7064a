import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { clusteringConformance, clusteringMetric } from '../shared/clustering-metric.js';
import { mutualInformation } from '../shared/mutual-information.js';

/** Options of {@link mutualInfoScore}. */
export interface MutualInfoScoreOptions extends z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Mutual information of clusters and classes, $`\sum_{ij} \frac{n_{ij}}{n} \ln \frac{n\, n_{ij}}{a_i b_j}`$, with the counts
 * $`n_{ij}`$ of class i in cluster j, $`a_i`$ of the class, $`b_j`$ of the cluster, and n of all samples. In nats, from 0,
 * where they are independent, to the smaller one of their entropies; higher is better.
 *
 * Predicted clusters and classes have one shape, `[batch, …]`; labels are any whole numbers, and which number a cluster has
 * does not matter. They are kept. Every sample counts once: weights are not used. NaN where nothing was counted.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes; `LML_INVALID_ARGUMENT` from `compute` for
 * labels that are not whole numbers.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { mutualInfoScore } from '@lml/metrics';
 *
 * const state = new MetricState(mutualInfoScore());
 * await state.update([0, 0, 1, 1, 2, 2], [5, 5, 5, 7, 7, 7]);
 * state.compute(); // => 0.46209812037
 * ```
 *
 * @see [torchmetrics.clustering.MutualInfoScore](https://lightning.ai/docs/torchmetrics/stable/clustering/mutual_info_score.html) 1.9
 */
export const mutualInfoScore = defineComponent({
  kind: 'metric',
  name: 'mutual-info-score',
  summary: 'Mutual information of clusters and classes.',
  schema: z.strictObject({ ...metricShape }),
  examples: [{}],
  create: (options, nature) => clusteringMetric({ ...nature, options, score: mutualInformation }),
  conformance: clusteringConformance,
  higherIsBetter: true,
});
