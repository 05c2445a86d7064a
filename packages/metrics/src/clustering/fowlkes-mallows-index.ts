import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { clusteringConformance, clusteringMetric } from '../shared/clustering-metric.js';
import { pairCounts } from '../shared/pair-counts.js';

/** Options of {@link fowlkesMallowsIndex}. */
export interface FowlkesMallowsIndexOptions extends z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Fowlkes–Mallows index, $`\frac{t}{\sqrt{(t + c)(t + k)}}`$ for the pairs of samples that are together in both clusters and
 * classes (t), only in a class (c), and only in a cluster (k): the geometric mean of precision and recall of pairs. From 0,
 * also where no pair is together in both, to 1; higher is better.
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
 * import { fowlkesMallowsIndex } from '@lml/metrics';
 *
 * const state = new MetricState(fowlkesMallowsIndex());
 * await state.update([0, 0, 1, 1, 2, 2], [5, 5, 5, 7, 7, 7]);
 * state.compute(); // => 0.47140452079
 * ```
 *
 * @see [torchmetrics.clustering.FowlkesMallowsIndex](https://lightning.ai/docs/torchmetrics/stable/clustering/fowlkes_mallows_index.html) 1.9
 */
export const fowlkesMallowsIndex = defineComponent({
  kind: 'metric',
  name: 'fowlkes-mallows-index',
  summary: 'Geometric mean of precision and recall of pairs of samples.',
  schema: z.strictObject({ ...metricShape }),
  examples: [{}],
  create: (options, nature) =>
    clusteringMetric({
      ...nature,
      options,
      score: (table) => {
        const { together, classOnly, clusterOnly } = pairCounts(table);
        if (together === 0) return 0;
        return Math.sqrt(together / (together + classOnly)) * Math.sqrt(together / (together + clusterOnly));
      },
    }),
  conformance: clusteringConformance,
  higherIsBetter: true,
});
