import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { clusteringConformance, clusteringMetric } from '../shared/clustering-metric.js';
import { pairCounts } from '../shared/pair-counts.js';
import { safeDivide } from '../shared/values.js';

/** Options of {@link randScore}. */
export interface RandScoreOptions extends z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Rand index: the share of pairs of samples on which clusters and classes agree, together in both or apart in both. From 0
 * to 1, which it is for a single sample too; higher is better.
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
 * import { randScore } from '@lml/metrics';
 *
 * const state = new MetricState(randScore());
 * await state.update([0, 0, 1, 1, 2, 2], [5, 5, 5, 7, 7, 7]);
 * state.compute(); // => 2 / 3
 * ```
 *
 * @see [torchmetrics.clustering.RandScore](https://lightning.ai/docs/torchmetrics/stable/clustering/rand_score.html) 1.9
 */
export const randScore = defineComponent({
  kind: 'metric',
  name: 'rand-score',
  summary: 'The share of pairs of samples on which clusters and classes agree.',
  schema: z.strictObject({ ...metricShape }),
  examples: [{}],
  create: (options, nature) =>
    clusteringMetric({
      ...nature,
      options,
      score: (table) => {
        const { together, apart, classOnly, clusterOnly } = pairCounts(table);
        return safeDivide(together + apart, together + apart + classOnly + clusterOnly, 1);
      },
    }),
  conformance: clusteringConformance,
  higherIsBetter: true,
});
