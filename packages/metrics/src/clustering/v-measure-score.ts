import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { clusteringConformance, clusteringMetric } from '../shared/clustering-metric.js';
import { completenessOf, homogeneityOf } from '../shared/mutual-information.js';
import { safeDivide } from '../shared/values.js';

const shape = {
  /** How much homogeneity weighs less than completeness: above 1 less. Default: `1`. */
  beta: z.number().positive().default(1).describe('How much homogeneity weighs less than completeness: above 1 less.'),
};

/** Options of {@link vMeasureScore}. */
export interface VMeasureScoreOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * V-measure, $`\frac{(1 + \beta) h c}{\beta h + c}`$ for homogeneity h and completeness c. With β = 1 it is normalised
 * mutual information. From 0, where clusters and classes are independent, to 1, where they are the same partition; higher is
 * better.
 *
 * Predicted clusters and classes have one shape, `[batch, …]`; labels are any whole numbers, and which number a cluster has
 * does not matter. They are kept. Every sample counts once: weights are not used. NaN where nothing was counted.
 * torchmetrics 1.9 gives 1 where clusters and classes are independent.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes; `LML_INVALID_ARGUMENT` from `compute` for
 * labels that are not whole numbers.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { vMeasureScore } from '@lml/metrics';
 *
 * const state = new MetricState(vMeasureScore());
 * await state.update([0, 0, 1, 1, 2, 2], [5, 5, 5, 7, 7, 7]);
 * state.compute(); // => 0.51580374298
 * ```
 *
 * @see [torchmetrics.clustering.VMeasureScore](https://lightning.ai/docs/torchmetrics/stable/clustering/v_measure_score.html) 1.9
 */
export const vMeasureScore = defineComponent({
  kind: 'metric',
  name: 'v-measure-score',
  summary: 'Weighted harmonic mean of homogeneity and completeness.',
  schema: z.strictObject({ ...metricShape, ...shape }),
  examples: [{}, { beta: 0.5 }],
  create: ({ beta, ...options }, nature) =>
    clusteringMetric({
      ...nature,
      options,
      score: (table) => {
        const [homogeneity, completeness] = [homogeneityOf(table), completenessOf(table)];
        return safeDivide((1 + beta) * homogeneity * completeness, beta * homogeneity + completeness);
      },
    }),
  conformance: clusteringConformance,
  higherIsBetter: true,
});
