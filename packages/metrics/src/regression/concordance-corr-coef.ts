import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { eachOutput, momentsMetric } from '../shared/moments-metric.js';
import type { OutputMoments } from '../shared/moments.js';
import { numOutputsShape } from '../shared/num-outputs.js';
import { pearson } from '../shared/pearson.js';

/** Options of {@link concordanceCorrCoef}. */
export interface ConcordanceCorrCoefOptions
  extends z.input<z.ZodObject<typeof numOutputsShape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Lin's concordance correlation coefficient $`\frac{2 \rho \sigma_x \sigma_y}{\sigma_x^2 + \sigma_y^2 + (\bar x - \bar y)^2}`$ of predictions x and targets y
 * with Pearson's correlation ρ, their means and their variances $`\sigma^2`$, which are divided by n - 1: how near they are to being equal. It
 * lies in [-1, 1], 1 is perfect, and higher is better.
 *
 * Predictions and targets are `[batch]`, or `[batch, …, numOutputs]` with the outputs along the last axis.
 * Of several outputs the result is one number for each, float64 `[numOutputs]`. Weights w, one a sample (`[batch]`) or of further axes, default 1.
 *
 * NaN where all predictions or all targets of an output are equal, or nothing was counted. Means and variances are merged about a shift, so that values far from 0 keep their digits.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, if the last axis is not `numOutputs`, or
 * if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { concordanceCorrCoef } from '@lml/metrics';
 *
 * const state = new MetricState(concordanceCorrCoef());
 * await state.update([1, 2, 3], [2, 3, 4]);
 * state.compute(); // => 2 / 3
 * ```
 *
 * @see [torchmetrics.ConcordanceCorrCoef](https://lightning.ai/docs/torchmetrics/stable/regression/concordance_corr_coef.html) 1.9,
 * which has no weights
 */
export const concordanceCorrCoef = defineComponent({
  kind: 'metric',
  name: 'concordance-corr-coef',
  summary: "Lin's concordance correlation of predictions and targets.",
  schema: z.strictObject({ ...metricShape, ...numOutputsShape }),
  examples: [{}, { numOutputs: 1, on: 'prediction' }],
  create: (options, nature) =>
    momentsMetric({ ...nature, ...options, result: (outputs) => eachOutput(outputs, concordance) }),
  higherIsBetter: true,
});

function concordance(moments: OutputMoments): number {
  const { prediction, target, error, products, total } = moments;
  if (Number.isNaN(pearson(moments))) return NaN;
  return (2 * products) / (prediction.squares + target.squares + (total - 1) * error.mean ** 2);
}
