import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { eachOutput, momentsMetric } from '../shared/moments-metric.js';
import { numOutputsShape } from '../shared/num-outputs.js';
import { pearson } from '../shared/pearson.js';

/** Options of {@link pearsonCorrCoef}. */
export interface PearsonCorrCoefOptions
  extends z.input<z.ZodObject<typeof numOutputsShape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Pearson's correlation coefficient $`\frac{\mathrm{cov}(x, y)}{\sigma_x \sigma_y}`$ of predictions x and targets y: how near they are to a line, 1 for
 * a rising one, -1 for a falling one. Both are as good as a line can be, so that neither direction is better.
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
 * import { pearsonCorrCoef } from '@lml/metrics';
 *
 * const state = new MetricState(pearsonCorrCoef());
 * await state.update([1, 2], [2, 4]);
 * await state.update([3, 4], [6, 8]);
 * state.compute(); // => 1
 * ```
 *
 * @see [torchmetrics.PearsonCorrCoef](https://lightning.ai/docs/torchmetrics/stable/regression/pearson_corr_coef.html) 1.9,
 * which has no weights, and is NaN for small variances too
 */
export const pearsonCorrCoef = defineComponent({
  kind: 'metric',
  name: 'pearson-corr-coef',
  summary: "Pearson's correlation of predictions and targets.",
  schema: z.strictObject({ ...metricShape, ...numOutputsShape }),
  examples: [{}, { numOutputs: 1, on: 'prediction' }],
  create: (options, nature) =>
    momentsMetric({ ...nature, ...options, result: (outputs) => eachOutput(outputs, pearson) }),
  higherIsBetter: undefined,
});
