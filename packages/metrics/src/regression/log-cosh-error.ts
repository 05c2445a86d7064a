import { defineComponent, metricShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { meanMetric } from '../shared/mean-metric.js';
import { numOutputsShape } from '../shared/num-outputs.js';

/** Options of {@link logCoshError}. */
export interface LogCoshErrorOptions
  extends z.input<z.ZodObject<typeof numOutputsShape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Mean logarithm of the hyperbolic cosine of the error, $`\sum w \ln \cosh(x - y) / \sum w`$, of predictions x and targets y,
 * both `[batch, …]`: half the squared error where it is small, the absolute error less ln 2 where it is large. It lies in
 * [0, ∞), and lower is better.
 *
 * With `numOutputs` above 1 the last axis has that size and the result is one number for each of its entries, float64
 * `[numOutputs]`. Weights w, one a sample (`[batch]`) or of further axes, default 1. NaN where nothing was counted, or
 * where a NaN was. Errors of any size are finite.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, if the last axis is not `numOutputs`, or
 * if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { logCoshError } from '@lml/metrics';
 *
 * const state = new MetricState(logCoshError());
 * await state.update([1, 2], [1, 4]);
 * state.compute(); // => Math.log(Math.cosh(2)) / 2
 * ```
 *
 * @see [torchmetrics.LogCoshError](https://lightning.ai/docs/torchmetrics/stable/regression/log_cosh_error.html) 1.9,
 * which has no weights, and is infinite for errors above 88
 */
export const logCoshError = defineComponent({
  kind: 'metric',
  name: 'log-cosh-error',
  summary: 'Mean logarithm of the hyperbolic cosine of the error.',
  schema: z.strictObject({ ...metricShape, ...numOutputsShape }),
  examples: [{}, { numOutputs: 1, on: 'prediction' }],
  create: (options, nature) =>
    meanMetric({
      ...nature,
      ...options,
      values: ({ prediction, target }) => logCosh(tf.abs(tf.sub(prediction, target))),
    }),
  higherIsBetter: false,
});

/** Of distances: small ones by cosh d = 1 + (e^d - 1)² / (2 e^d), so that they keep their digits; large ones without cosh d. */
function logCosh(distance: tf.Tensor): tf.Tensor {
  const small = tf.minimum(distance, 1);
  const near = tf.log1p(tf.div(tf.square(tf.expm1(small)), tf.mul(2, tf.exp(small))));
  const far = tf.add(tf.sub(distance, Math.LN2), tf.log1p(tf.exp(tf.mul(-2, distance))));
  return tf.where(tf.less(distance, 1), near, far);
}
