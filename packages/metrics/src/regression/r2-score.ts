import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { momentsMetric, squaredErrors } from '../shared/moments-metric.js';
import { averageOutputs, multioutputShape } from '../shared/multioutput.js';
import { numOutputsShape } from '../shared/num-outputs.js';
import type { OutputMoments } from '../shared/moments.js';

const shape = {
  /** The number of independent regressors, for the adjusted score. Default: `0`. */
  adjusted: z.int().min(0).default(0).describe('The number of independent regressors, for the adjusted score.'),
};

/** Options of {@link r2Score}. */
export interface R2ScoreOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof multioutputShape>>,
    z.input<z.ZodObject<typeof numOutputsShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Coefficient of determination $`R^2 = 1 - \frac{\sum w (x - y)^2}{\sum w (y - \bar y)^2}`$ of predictions x and targets y with the mean
 * $`\bar y`$. It lies in (-∞, 1], 1 is perfect, 0 is what the mean of the targets would get, and higher is better.
 *
 * Predictions and targets are `[batch]`, or `[batch, …, numOutputs]` with the outputs along the last axis.
 * `multioutput` makes one score of those of several outputs. With `adjusted` regressors k it is
 * $`1 - (1 - R^2) \frac{n - 1}{n - k - 1}`$, where n is the sum of the weights; where that is no more than k + 1, the plain score.
 * Weights w, one a sample (`[batch]`) or of further axes, default 1.
 *
 * NaN of fewer than two samples. Where all targets are equal it is 1 if all predictions are right, else 0; torchmetrics takes targets for
 * equal that differ by little. Means and variances are merged about a shift, so that values far from 0 keep their digits.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, if the last axis is not `numOutputs`, or
 * if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { r2Score } from '@lml/metrics';
 *
 * const state = new MetricState(r2Score());
 * await state.update([2.5, 0, 2, 8], [3, -0.5, 2, 7]);
 * state.compute(); // => 1 - 1.5 / 29.1875
 * ```
 *
 * @see [torchmetrics.R2Score](https://lightning.ai/docs/torchmetrics/stable/regression/r2_score.html) 1.9,
 * which has no weights; [sklearn.metrics.r2_score](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.r2_score.html)
 */
export const r2Score = defineComponent({
  kind: 'metric',
  name: 'r2-score',
  summary: 'Coefficient of determination: the share of the variance of the targets that is predicted.',
  schema: z.strictObject({ ...metricShape, ...numOutputsShape, ...multioutputShape, ...shape }),
  examples: [{}, { adjusted: 1 }, { multioutput: 'varianceWeighted' }],
  create: ({ adjusted, multioutput, ...options }, nature) =>
    momentsMetric({
      ...nature,
      ...options,
      result: (outputs, samples) => {
        const scores = outputs.map((moments) => (samples < 2 ? NaN : adjust(score(moments), moments.total, adjusted)));
        return averageOutputs(
          scores,
          outputs.map(({ target }) => target.squares),
          multioutput,
        );
      },
    }),
  higherIsBetter: true,
});

function score(moments: OutputMoments): number {
  const errors = squaredErrors(moments);
  if (errors === 0) return 1;
  return moments.target.squares === 0 ? 0 : 1 - errors / moments.target.squares;
}

function adjust(value: number, samples: number, regressors: number): number {
  const free = samples - regressors - 1;
  return regressors === 0 || free <= 0 ? value : 1 - ((1 - value) * (samples - 1)) / free;
}
