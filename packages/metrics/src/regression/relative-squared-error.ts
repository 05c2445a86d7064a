import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { momentsMetric, squaredErrors } from '../shared/moments-metric.js';
import { numOutputsShape } from '../shared/num-outputs.js';

const shape = {
  /** Whether it is the relative square, or its root. Default: `true`. */
  squared: z.boolean().default(true).describe('Whether it is the relative square, or its root.'),
};

/** Options of {@link relativeSquaredError}. */
export interface RelativeSquaredErrorOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof numOutputsShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Relative squared error $`\frac{\sum w (x - y)^2}{\sum w (y - \bar y)^2}`$ of predictions x and targets y with the mean $`\bar y`$; with
 * `squared: false` its root. Of several outputs it is the mean. It lies in [0, ∞), 1 is what the mean of the targets would get, and
 * lower is better.
 *
 * Predictions and targets are `[batch]`, or `[batch, …, numOutputs]` with the outputs along the last axis.
 * Weights w, one a sample (`[batch]`) or of further axes, default 1.
 *
 * NaN where nothing was counted. Where all targets are equal it is 0 if all predictions are right, else infinite; torchmetrics divides
 * by the smallest difference of its number type. Means and variances are merged about a shift, so that values far from 0 keep their digits.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, if the last axis is not `numOutputs`, or
 * if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { relativeSquaredError } from '@lml/metrics';
 *
 * const state = new MetricState(relativeSquaredError());
 * await state.update([1, 2, 3, 5], [1, 2, 3, 4]);
 * state.compute(); // => 0.2
 * ```
 *
 * @see [torchmetrics.RelativeSquaredError](https://lightning.ai/docs/torchmetrics/stable/regression/rse.html) 1.9,
 * which has no weights
 */
export const relativeSquaredError = defineComponent({
  kind: 'metric',
  name: 'relative-squared-error',
  summary: 'Squared error as a fraction of that of the mean of the targets.',
  schema: z.strictObject({ ...metricShape, ...numOutputsShape, ...shape }),
  examples: [{}, { squared: false }],
  create: ({ squared, ...options }, nature) =>
    momentsMetric({
      ...nature,
      ...options,
      result: (outputs) => {
        const errors = outputs.map((moments) => {
          const squares = squaredErrors(moments);
          const relative = squares === 0 ? 0 : squares / moments.target.squares;
          return squared ? relative : Math.sqrt(relative);
        });
        return errors.reduce((sum, error) => sum + error, 0) / errors.length;
      },
    }),
  higherIsBetter: false,
});
