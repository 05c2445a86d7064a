import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { clusteringConformance, clusteringMetric } from '../shared/clustering-metric.js';
import { isSamePartition, type Contingency } from '../shared/contingency.js';
import {
  entropyOf,
  expectedMutualInformation,
  meanEntropy,
  mutualInformation,
  type AverageMethod,
} from '../shared/mutual-information.js';

const shape = {
  /** By which mean of the entropies of classes and clusters it is divided. Default: `'arithmetic'`. */
  averageMethod: z
    .enum(['min', 'geometric', 'arithmetic', 'max'])
    .default('arithmetic')
    .describe('By which mean of the entropies of classes and clusters it is divided.'),
};

/** Options of {@link adjustedMutualInfoScore}. */
export interface AdjustedMutualInfoScoreOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Adjusted mutual information of clusters and classes, $`\frac{I - E}{H - E}`$ for their mutual information I, its mean E
 * over all ways to deal out samples to parts of these sizes, and the mean H of their entropies that `averageMethod` says. 1
 * where they are the same partition, around 0 by chance, negative below it; higher is better.
 *
 * Predicted clusters and classes have one shape, `[batch, …]`; labels are any whole numbers, and which number a cluster has
 * does not matter. They are kept. Every sample counts once: weights are not used. NaN where nothing was counted. One class
 * in one cluster is the same partition, 1, as in scikit-learn; torchmetrics gives 0. 0 where no way to deal out samples is
 * better than another.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes; `LML_INVALID_ARGUMENT` from `compute` for
 * labels that are not whole numbers.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { adjustedMutualInfoScore } from '@lml/metrics';
 *
 * const state = new MetricState(adjustedMutualInfoScore());
 * await state.update([0, 0, 1, 1, 2, 2], [5, 5, 5, 7, 7, 7]);
 * state.compute(); // => 0.29879245817
 * ```
 *
 * @see [torchmetrics.clustering.AdjustedMutualInfoScore](https://lightning.ai/docs/torchmetrics/stable/clustering/adjusted_mutual_info_score.html) 1.9
 */
export const adjustedMutualInfoScore = defineComponent({
  kind: 'metric',
  name: 'adjusted-mutual-info-score',
  summary: 'Mutual information of clusters and classes, adjusted for chance.',
  schema: z.strictObject({ ...metricShape, ...shape }),
  examples: [{}, { averageMethod: 'max' }],
  create: ({ averageMethod, ...options }, nature) =>
    clusteringMetric({ ...nature, options, score: (table) => adjusted(table, averageMethod) }),
  conformance: clusteringConformance,
  higherIsBetter: true,
});

function adjusted(table: Contingency, method: AverageMethod): number {
  if (isSamePartition(table)) return 1;
  const expected = expectedMutualInformation(table);
  const most = meanEntropy(entropyOf(table.classes), entropyOf(table.clusters), method);
  const gain = mutualInformation(table) - expected;
  // What rounding leaves of a difference of 0 is no result.
  return Math.abs(gain) <= 1e-12 * most ? 0 : gain / (most - expected);
}
