import { defineComponent, reductionShape, type Elements } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { elementwiseLoss } from '../shared/elementwise-loss.js';

const shape = {
  /** Whether predictions are logarithms of rates. Default: `true`. */
  logInput: z.boolean().default(true).describe('Whether predictions are logarithms of rates.'),
  /** Whether the constant of the likelihood is added, by Stirling's formula. Default: `false`. */
  full: z.boolean().default(false).describe("Whether the constant of the likelihood is added, by Stirling's formula."),
  /** What is added to rates before the logarithm. Default: `1e-8`. */
  eps: z.number().positive().default(1e-8).describe('What is added to rates before the logarithm.'),
};

/** Options of {@link poissonNll}. */
export interface PoissonNllOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Negative log-likelihood of counts y under a Poisson distribution, both `[batch, …]`. Prediction x is the logarithm of the rate,
 * $`e^x - y x`$, or with `logInput: false` the rate itself, $`x - y \ln (x + ε)`$. The constant $`\ln y!`$ is left out, or with `full`
 * approximated by Stirling where y > 1: $`y \ln y - y + \frac{1}{2} \ln (2 π y)`$.
 *
 * Reduction and weights are those of {@link elementwiseLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { poissonNll } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * poissonNll()(tf.tensor1d([0, Math.log(2)]), tf.tensor1d([1, 2])); // => (1 + 2 - 2 * Math.log(2)) / 2
 * ```
 *
 * @see [torch.nn.PoissonNLLLoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.PoissonNLLLoss.html) 2.x, with its weights
 */
export const poissonNll = defineComponent({
  kind: 'loss',
  name: 'poisson-nll',
  summary: 'Negative log-likelihood of counts.',
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [{}, { full: true }, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ logInput, full, eps, reduction }, { name }) =>
    elementwiseLoss({ name, reduction, values: (elements) => ofCounts(elements, logInput, full, eps) }),
});

function ofCounts({ prediction, target }: Elements, logInput: boolean, full: boolean, eps: number): tf.Tensor {
  const value = logInput
    ? tf.sub(tf.exp(prediction), tf.mul(target, prediction))
    : tf.sub(prediction, tf.mul(target, tf.log(tf.add(prediction, eps))));
  return full ? tf.add(value, stirling(target)) : value;
}

/** ln y! by Stirling where y > 1, else 0. */
function stirling(target: tf.Tensor): tf.Tensor {
  const counts = tf.greater(target, 1);
  const safe = tf.where(counts, target, tf.onesLike(target));
  const value = tf.add(tf.sub(tf.mul(safe, tf.log(safe)), safe), tf.mul(0.5, tf.log(tf.mul(2 * Math.PI, safe))));
  return tf.where(counts, value, tf.zerosLike(value));
}
