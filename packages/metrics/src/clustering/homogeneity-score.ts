import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { clusteringConformance, clusteringMetric } from '../shared/clustering-metric.js';
import { homogeneityOf } from '../shared/mutual-information.js';

/** Options of {@link homogeneityScore}. */
export interface HomogeneityScoreOptions extends z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Homogeneity: how far each cluster holds samples of one class only, $`I / H`$ for the mutual information I of clusters and
 * classes and the entropy H of classes. From 0 to 1, which it is of a single class too; higher is better.
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
 * import { homogeneityScore } from '@lml/metrics';
 *
 * const state = new MetricState(homogeneityScore());
 * await state.update([0, 0, 1, 1, 2, 2], [5, 5, 5, 7, 7, 7]);
 * state.compute(); // => 2 / 3
 * ```
 *
 * @see [torchmetrics.clustering.HomogeneityScore](https://lightning.ai/docs/torchmetrics/stable/clustering/homogeneity_score.html) 1.9
 */
export const homogeneityScore = defineComponent({
  kind: 'metric',
  name: 'homogeneity-score',
  summary: 'How far each cluster holds samples of one class only.',
  schema: z.strictObject({ ...metricShape }),
  examples: [{}],
  create: (options, nature) => clusteringMetric({ ...nature, options, score: homogeneityOf }),
  conformance: clusteringConformance,
  higherIsBetter: true,
});
