import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { momentsMetric } from '../shared/moments-metric.js';
import { averageOutputs, multioutputShape } from '../shared/multioutput.js';
import { numOutputsShape } from '../shared/num-outputs.js';
import type { OutputMoments } from '../shared/moments.js';

/** Options of {@link explainedVariance}. */
export interface ExplainedVarianceOptions
  extends
    z.input<z.ZodObject<typeof multioutputShape>>,
    z.input<z.ZodObject<typeof numOutputsShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Explained variance $`1 - \frac{\mathrm{Var}(y - x)}{\mathrm{Var}(y)}`$ of predictions x and targets y: the coefficient of determination of
 * predictions whose mean error is taken away. It lies in (-∞, 1], 1 is perfect, and higher is better.
 *
 * Predictions and targets are `[batch]`, or `[batch, …, numOutputs]` with the outputs along the last axis.
 * `multioutput` makes one score of those of several outputs. Weights w, one a sample (`[batch]`) or of further axes, default 1.
 *
 * NaN where nothing was counted. Where all errors are equal it is 1, else where all targets are equal 0. Means and variances are merged about a shift, so that values far from 0 keep their digits.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, if the last axis is not `numOutputs`, or
 * if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { explainedVariance } from '@lml/metrics';
 *
 * const state = new MetricState(explainedVariance());
 * await state.update([2, 3, 4, 6], [1, 2, 3, 4]);
 * state.compute(); // => 0.85
 * ```
 *
 * @see [torchmetrics.ExplainedVariance](https://lightning.ai/docs/torchmetrics/stable/regression/explained_variance.html) 1.9,
 * which has no weights; [sklearn.metrics.explained_variance_score](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.explained_variance_score.html)
 */
export const explainedVariance = defineComponent({
  kind: 'metric',
  name: 'explained-variance',
  summary: 'The share of the variance of the targets that is predicted, whatever the mean error.',
  schema: z.strictObject({ ...metricShape, ...numOutputsShape, ...multioutputShape }),
  examples: [{}, { multioutput: 'varianceWeighted' }],
  create: ({ multioutput, ...options }, nature) =>
    momentsMetric({
      ...nature,
      ...options,
      result: (outputs) =>
        averageOutputs(
          outputs.map(score),
          outputs.map(({ target }) => target.squares),
          multioutput,
        ),
    }),
  higherIsBetter: true,
});

function score({ error, target }: OutputMoments): number {
  if (error.squares === 0) return 1;
  return target.squares === 0 ? 0 : 1 - error.squares / target.squares;
}
