import { asFloat, defineComponent, reductionShape, requireSameShape, requireTensor } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { partsOf, treeLoss } from '../shared/tree-loss.js';

/** The mean and the variance of a normal distribution for each number. */
export type MeanAndVariance = Readonly<Record<'mean' | 'variance', tf.Tensor>>;

const shape = {
  /** Whether the constant of the likelihood is added, half the logarithm of 2π. Default: `false`. */
  full: z
    .boolean()
    .default(false)
    .describe('Whether the constant of the likelihood is added, half the logarithm of 2π.'),
  /** The variance that counts at the least. Default: `1e-6`. */
  eps: z.number().gt(0).default(1e-6).describe('The variance that counts at the least.'),
};

/** Options of {@link gaussianNll}. */
export interface GaussianNllOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Negative log-likelihood of targets y under normal distributions with means μ and variances v: prediction `{ mean, variance }`, all
 * three `[batch, …]`. $`\frac{1}{2} (\ln v + (y - μ)^2 / v)`$, v being ε at the least; as in PyTorch that limit takes no gradient away.
 *
 * Weights, one a sample, and `reduction` are those of {@link treeLoss}. No value is read back, so that a negative variance cannot be
 * refused; it counts as ε. Let the model make variances positive, by tf.softplus say.
 *
 * @throws `LML_INVALID_ARGUMENT` for a prediction without the two; `LML_SHAPE_MISMATCH` where shapes differ, or weights do not fit.
 *
 * @example
 * ```ts
 * import { gaussianNll } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * gaussianNll()({ mean: tf.tensor1d([1]), variance: tf.tensor1d([4]) }, tf.tensor1d([3])); // => (Math.log(4) + 1) / 2
 * ```
 *
 * @see [torch.nn.GaussianNLLLoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.GaussianNLLLoss.html) 2.x, where one variance
 * may hold for a whole row
 */
export const gaussianNll = defineComponent({
  kind: 'loss',
  name: 'gaussian-nll',
  summary: 'Negative log-likelihood of numbers whose mean and variance are predicted.',
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [{}, { full: true }, { reduction: 'sum' }, { reduction: 'none' }],
  conformance: {
    prediction: { mean: { shape: [4, 2] }, variance: { shape: [4, 2], low: 0.5, high: 2 } },
    target: { shape: [4, 2] },
  },
  create: ({ full, eps, reduction }, { name }) =>
    treeLoss<MeanAndVariance, tf.Tensor>({
      name,
      reduction,
      shape(prediction, target) {
        const { mean } = partsOf(name, prediction, ['mean', 'variance']);
        requireSameShape(name, mean, requireTensor(name, 'target', target));
        return mean.shape;
      },
      values({ mean, variance }, target) {
        const limited = atLeast(asFloat(variance), eps);
        const error = tf.div(tf.squaredDifference(asFloat(mean), asFloat(target)), limited);
        const value = tf.mul(0.5, tf.add(tf.log(limited), error));
        return full ? tf.add(value, 0.5 * Math.log(2 * Math.PI)) : value;
      },
    }),
});

/** A limit that lets the gradient through. */
function atLeast(value: tf.Tensor, limit: number): tf.Tensor {
  const limited = tf.customGrad((given) => ({
    value: tf.maximum(given as tf.Tensor, limit),
    gradFunc: (gradient: tf.Tensor) => gradient,
  }));
  return limited(value);
}
