import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { clusteringConformance, clusteringMetric } from '../shared/clustering-metric.js';
import { pairCounts } from '../shared/pair-counts.js';

/** Options of {@link adjustedRandScore}. */
export interface AdjustedRandScoreOptions extends z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Adjusted Rand index, $`\frac{2 (t s - c k)}{(t + c)(c + s) + (t + k)(k + s)}`$ for the pairs of samples that are together
 * in both (t), apart in both (s), only in a class together (c), and only in a cluster (k): the Rand index, adjusted for
 * chance. 1 where clusters and classes are the same partition, around 0 by chance, at least −0.5; higher is better.
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
 * import { adjustedRandScore } from '@lml/metrics';
 *
 * const state = new MetricState(adjustedRandScore());
 * await state.update([0, 0, 1, 1, 2, 2], [5, 5, 5, 7, 7, 7]);
 * state.compute(); // => 8 / 33
 * ```
 *
 * @see [torchmetrics.clustering.AdjustedRandScore](https://lightning.ai/docs/torchmetrics/stable/clustering/adjusted_rand_score.html) 1.9
 */
export const adjustedRandScore = defineComponent({
  kind: 'metric',
  name: 'adjusted-rand-score',
  summary: 'The Rand index of clusters and classes, adjusted for chance.',
  schema: z.strictObject({ ...metricShape }),
  examples: [{}],
  create: (options, nature) =>
    clusteringMetric({
      ...nature,
      options,
      score: (table) => {
        const { together: t, apart: s, classOnly: c, clusterOnly: k } = pairCounts(table);
        return c === 0 && k === 0 ? 1 : (2 * (t * s - c * k)) / ((t + c) * (c + s) + (t + k) * (k + s));
      },
    }),
  conformance: clusteringConformance,
  higherIsBetter: true,
});
