import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { eachOutput, momentsMetric, squaredErrors } from '../shared/moments-metric.js';
import type { OutputMoments } from '../shared/moments.js';
import { numOutputsShape } from '../shared/num-outputs.js';

const shape = {
  /**
   * What the error is divided by, of the targets: their mean, the difference of the highest and the lowest, their
   * standard deviation, or their Euclidean norm. Default: `'mean'`.
   */
  normalization: z
    .enum(['mean', 'range', 'std', 'l2'])
    .default('mean')
    .describe(
      'What the error is divided by, of the targets: their mean, the difference of the highest and the lowest, their standard deviation, or their Euclidean norm.',
    ),
};

/** Options of {@link normalizedRootMeanSquaredError}. */
export interface NormalizedRootMeanSquaredErrorOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof numOutputsShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Normalised root mean squared error (NRMSE, scatter index) $`\frac{1}{s} \sqrt{\sum w (x - y)^2 / \sum w}`$ of predictions x and targets y,
 * both `[batch, …]`. The scale s of the targets is, by `normalization`,
 * - `'mean'` (default): $`\bar y`$, their mean, which may be negative;
 * - `'range'`: $`\max y - \min y`$, of targets with a weight above 0;
 * - `'std'`: $`\sqrt{\sum w (y - \bar y)^2 / \sum w}`$; `'l2'`: $`\sqrt{\sum w y^2}`$.
 *
 * 0 is perfect, and lower is better. With `numOutputs` above 1 the last axis has that size and the result is one number for each
 * of its entries, float64 `[numOutputs]`. Weights w, one a sample (`[batch]`) or of further axes, default 1.
 *
 * NaN where nothing was counted, or where scale and error are 0; infinite where only the scale is. Means and variances are merged about a shift, so that values far from 0 keep their digits.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, if the last axis is not `numOutputs`, or
 * if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { normalizedRootMeanSquaredError } from '@lml/metrics';
 *
 * const state = new MetricState(normalizedRootMeanSquaredError({ normalization: 'range' }));
 * await state.update([1, 2], [1, 5]);
 * await state.update([5, 4], [2, 4]);
 * state.compute(); // => Math.sqrt(18 / 4) / 4
 * ```
 *
 * @see [torchmetrics.NormalizedRootMeanSquaredError](https://lightning.ai/docs/torchmetrics/stable/regression/normalized_root_mean_squared_error.html) 1.9,
 * which has no weights
 */
export const normalizedRootMeanSquaredError = defineComponent({
  kind: 'metric',
  name: 'normalized-root-mean-squared-error',
  summary: 'Root of the mean squared error, divided by the scale of the targets (NRMSE).',
  schema: z.strictObject({ ...metricShape, ...numOutputsShape, ...shape }),
  examples: [{}, { normalization: 'range' }, { normalization: 'std' }, { normalization: 'l2' }],
  create: ({ normalization, ...options }, nature) =>
    momentsMetric({
      ...nature,
      ...options,
      flat: true,
      range: normalization === 'range',
      result: (outputs) =>
        eachOutput(
          outputs,
          (moments) => Math.sqrt(squaredErrors(moments) / moments.total) / SCALES[normalization](moments),
        ),
    }),
  conformance: { prediction: { shape: [8], low: 1, high: 4 }, target: { shape: [8], low: 1, high: 4 } },
  higherIsBetter: false,
});

const SCALES: Readonly<Record<'mean' | 'range' | 'std' | 'l2', (moments: OutputMoments) => number>> = {
  mean: ({ target }) => target.mean,
  range: ({ lowest, highest }) => highest - lowest,
  std: ({ target, total }) => Math.sqrt(target.squares / total),
  l2: ({ target, total }) => Math.sqrt(target.squares + total * target.mean ** 2),
};
