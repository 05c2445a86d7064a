import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { clusteringConformance, clusteringMetric } from '../shared/clustering-metric.js';
import { entropyOf, meanEntropy, mutualInformation } from '../shared/mutual-information.js';
import { safeDivide } from '../shared/values.js';

const shape = {
  /** By which mean of the entropies of classes and clusters it is divided. Default: `'arithmetic'`. */
  averageMethod: z
    .enum(['min', 'geometric', 'arithmetic', 'max'])
    .default('arithmetic')
    .describe('By which mean of the entropies of classes and clusters it is divided.'),
};

/** Options of {@link normalizedMutualInfoScore}. */
export interface NormalizedMutualInfoScoreOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Normalised mutual information of clusters and classes: their mutual information, divided by the mean of their entropies
 * that `averageMethod` says. From 0, where they are independent, to 1, where they are the same partition; higher is better.
 *
 * Predicted clusters and classes have one shape, `[batch, …]`; labels are any whole numbers, and which number a cluster has
 * does not matter. They are kept. Every sample counts once: weights are not used. NaN where nothing was counted. One class
 * in one cluster is the same partition, 1, as in scikit-learn; torchmetrics gives 0. 0 where only one of the two has several
 * parts.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes; `LML_INVALID_ARGUMENT` from `compute` for
 * labels that are not whole numbers.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { normalizedMutualInfoScore } from '@lml/metrics';
 *
 * const state = new MetricState(normalizedMutualInfoScore());
 * await state.update([0, 0, 1, 1, 2, 2], [5, 5, 5, 7, 7, 7]);
 * state.compute(); // => 0.51580374298
 * ```
 *
 * @see [torchmetrics.clustering.NormalizedMutualInfoScore](https://lightning.ai/docs/torchmetrics/stable/clustering/normalized_mutual_info_score.html) 1.9
 */
export const normalizedMutualInfoScore = defineComponent({
  kind: 'metric',
  name: 'normalized-mutual-info-score',
  summary: 'Mutual information as a share of the mean entropy of clusters and classes.',
  schema: z.strictObject({ ...metricShape, ...shape }),
  examples: [{}, { averageMethod: 'geometric' }],
  create: ({ averageMethod, ...options }, nature) =>
    clusteringMetric({
      ...nature,
      options,
      score: (table) => {
        if (table.classes.length === 1 && table.clusters.length === 1) return 1;
        const mean = meanEntropy(entropyOf(table.classes), entropyOf(table.clusters), averageMethod);
        return safeDivide(mutualInformation(table), mean);
      },
    }),
  conformance: clusteringConformance,
  higherIsBetter: true,
});
