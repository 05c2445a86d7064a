import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { clusteringConformance, clusteringMetric } from '../shared/clustering-metric.js';
import { completenessOf } from '../shared/mutual-information.js';

/** Options of {@link completenessScore}. */
export interface CompletenessScoreOptions extends z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Completeness: how far all samples of a class are in one cluster, $`I / H`$ for the mutual information I of clusters and
 * classes and the entropy H of clusters. From 0 to 1, which it is of a single cluster too; higher is better.
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
 * import { completenessScore } from '@lml/metrics';
 *
 * const state = new MetricState(completenessScore());
 * await state.update([0, 0, 1, 1, 2, 2], [5, 5, 5, 7, 7, 7]);
 * state.compute(); // => 0.42061983571
 * ```
 *
 * @see [torchmetrics.clustering.CompletenessScore](https://lightning.ai/docs/torchmetrics/stable/clustering/completeness_score.html) 1.9
 */
export const completenessScore = defineComponent({
  kind: 'metric',
  name: 'completeness-score',
  summary: 'How far all samples of a class are in one cluster.',
  schema: z.strictObject({ ...metricShape }),
  examples: [{}],
  create: (options, nature) => clusteringMetric({ ...nature, options, score: completenessOf }),
  conformance: clusteringConformance,
  higherIsBetter: true,
});
