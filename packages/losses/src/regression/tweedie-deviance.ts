import { defineComponent, reductionShape, type Elements } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { elementwiseLoss } from '../shared/elementwise-loss.js';

const shape = {
  /** The power of the mean that the variance is: 0 normal, 1 Poisson, 2 gamma. Default: `1.5`. */
  power: z
    .number()
    .refine((value) => value <= 0 || value >= 1, 'must be at most 0, or at least 1')
    .default(1.5)
    .describe('The power of the mean that the variance is: 0 normal, 1 Poisson, 2 gamma.'),
  /** Whether predictions are logarithms of means. Default: `true`. */
  logInput: z.boolean().default(true).describe('Whether predictions are logarithms of means.'),
};

/** Options of {@link tweedieDeviance}. */
export interface TweedieDevianceOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Half the unit deviance of a Tweedie distribution whose variance is the mean to the `power` p, of prediction x and target y, both
 * `[batch, …]`; x is the logarithm of the mean μ, or with `logInput: false` μ itself, which must be positive.
 *
 * $`\frac{y^{2-p}}{(1-p)(2-p)} - \frac{y \, μ^{1-p}}{1-p} + \frac{μ^{2-p}}{2-p}`$, and its limits: half the squared error for p = 0, Poisson's
 * deviance for 1, Gamma's for 2. Targets are of any sign for p = 0, from 0 for p < 2, else positive. There is none for 0 < p < 1.
 *
 * Reduction and weights are those of {@link elementwiseLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { tweedieDeviance } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * tweedieDeviance({ power: 0 })(tf.tensor1d([0]), tf.tensor1d([3])); // => 2
 * tweedieDeviance({ power: 2, logInput: false })(tf.tensor1d([2]), tf.tensor1d([1])); // => Math.LN2 + 1 / 2 - 1
 * ```
 *
 * @see sklearn._loss.HalfTweedieLoss 1.9, and with `logInput: false` half of sklearn.metrics.mean_tweedie_deviance
 */
export const tweedieDeviance = defineComponent({
  kind: 'loss',
  name: 'tweedie-deviance',
  summary: 'Deviance of a Tweedie distribution, by the power of its variance.',
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [{}, { power: 1 }, { power: 2 }, { power: 0 }, { reduction: 'sum' }, { reduction: 'none' }],
  conformance: { prediction: { shape: [4, 2] }, target: { shape: [4, 2], low: 0.5, high: 3 } },
  create: ({ power, logInput, reduction }, { name }) =>
    elementwiseLoss({ name, reduction, values: (elements) => halfDeviance(elements, power, logInput) }),
});

function halfDeviance({ prediction, target }: Elements, power: number, logInput: boolean): tf.Tensor {
  const mean = logInput ? tf.exp(prediction) : prediction;
  const logMean = (): tf.Tensor => (logInput ? prediction : tf.log(prediction));
  if (power === 0) return tf.mul(0.5, tf.squaredDifference(target, mean));
  if (power === 1) return tf.add(tf.sub(timesLog(target), tf.mul(target, logMean())), tf.sub(mean, target));
  if (power === 2) return tf.sub(tf.add(tf.sub(logMean(), tf.log(target)), tf.div(target, mean)), 1);
  const [a, b] = [1 - power, 2 - power];
  const toThe = (exponent: number): tf.Tensor => tf.exp(tf.mul(exponent, logMean()));
  // Below 0 the part of the target alone is that of its positive side.
  const own = tf.div(tf.pow(tf.relu(target), b), a * b);
  return tf.add(tf.sub(own, tf.div(tf.mul(target, toThe(a)), a)), tf.div(toThe(b), b));
}

/** y ln y, 0 for y = 0. */
function timesLog(target: tf.Tensor): tf.Tensor {
  const isPositive = tf.greater(target, 0);
  return tf.mul(target, tf.log(tf.where(isPositive, target, tf.onesLike(target))));
}
