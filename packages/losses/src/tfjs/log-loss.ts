import { defineComponent } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { tfjsConformance, tfjsLoss, tfjsShape, type TfjsOptions } from '../shared/tfjs-loss.js';

const shape = {
  /** What is added to probabilities, so that their logarithm is finite. Default: `1e-7`. */
  epsilon: z
    .number()
    .positive()
    .default(1e-7)
    .describe('What is added to probabilities, so that their logarithm is finite.'),
};

/** Options of {@link tfjsLogLoss}. */
export interface TfjsLogLossOptions extends TfjsOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * Log loss of TensorFlow.js: $`-y \ln(x + ε) - (1 - y) \ln(1 - x + ε)`$ for each element of probability x and target y from 0 to 1, both
 * `[batch, …]`; ε is `epsilon`. Where `bce` limits the logarithm to −100, here ε does: value and gradient are finite for probabilities from
 * 0 to 1, and NaN beyond.
 *
 * With v the values and w the weights, one a sample (`[batch]`) or of further first axes, default 1, `'none'` gives w v, `'sum'`
 * $`\sum w v`$, `'mean'` $`\sum w v / \sum w`$, and the default $`\sum w v`$ by the number of values whose weight is not 0. What the last
 * two divide by is the `total` by which batches are put together to an epoch.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { tfjsLogLoss } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * tfjsLogLoss()(tf.tensor1d([0.5, 0.25]), tf.tensor1d([1, 0])); // => (Math.log(2) + Math.log(4 / 3)) / 2
 * tfjsLogLoss()(tf.tensor1d([0]), tf.tensor1d([1])); // => -Math.log(1e-7)
 * ```
 *
 * @see [tf.losses.logLoss](https://js.tensorflow.org/api/4.22.0/#losses.logLoss) 4.22, whose first argument is the target
 */
export const tfjsLogLoss = defineComponent({
  kind: 'loss',
  name: 'tfjs/log-loss',
  summary: 'Binary cross-entropy of probabilities, as tf.losses.logLoss.',
  schema: z.strictObject({ ...shape, ...tfjsShape }),
  examples: [{}, { epsilon: 0.01 }, { reduction: 'mean' }, { reduction: 'sum' }, { reduction: 'none' }],
  conformance: (options: Readonly<Record<string, unknown>>) =>
    tfjsConformance(options, {
      prediction: { shape: [4, 3], low: 0.05, high: 0.95 },
      target: { shape: [4, 3], low: 0.05, high: 0.95 },
    }),
  create: ({ epsilon, reduction }, { name }) =>
    tfjsLoss({
      name,
      reduction,
      scores: 'probabilities',
      values: ({ prediction, target }) => tf.losses.logLoss(target, prediction, undefined, epsilon, tf.Reduction.NONE),
    }),
});
