import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { weightedEntropy } from '../shared/binary-entropy.js';
import { tfjsConformance, tfjsLoss, tfjsShape, type TfjsOptions } from '../shared/tfjs-loss.js';

const shape = {
  /** How far targets are moved towards a half, from 0 to 1. Default: `0`. */
  labelSmoothing: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe('How far targets are moved towards a half, from 0 to 1.'),
};

/** Options of {@link tfjsSigmoidCrossEntropy}. */
export interface TfjsSigmoidCrossEntropyOptions extends TfjsOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * Sigmoid cross-entropy of TensorFlow.js: $`\max(x, 0) - x y + \ln(1 + e^{-|x|})`$ for each element of logit x and target y from 0 to 1,
 * both `[batch, …]`, moved to $`(1 - s) y + s / 2`$ by `labelSmoothing` s. Stable for logits of any finite size. Differs from
 * `bce-with-logits` in what its mean divides by, and has no weights for classes.
 *
 * With v the values and w the weights, one a sample (`[batch]`) or of further first axes, default 1, `'none'` gives w v, `'sum'`
 * $`\sum w v`$, `'mean'` $`\sum w v / \sum w`$, and the default $`\sum w v`$ by the number of values whose weight is not 0. What the last
 * two divide by is the `total` by which batches are put together to an epoch.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { tfjsSigmoidCrossEntropy } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * tfjsSigmoidCrossEntropy()(tf.tensor1d([0, 0]), tf.tensor1d([1, 0])); // => Math.LN2
 * tfjsSigmoidCrossEntropy({ labelSmoothing: 0.5 })(tf.tensor1d([100]), tf.tensor1d([1])); // => 25
 * ```
 *
 * @see [tf.losses.sigmoidCrossEntropy](https://js.tensorflow.org/api/4.22.0/#losses.sigmoidCrossEntropy) 4.22, whose first argument is the
 * target
 */
export const tfjsSigmoidCrossEntropy = defineComponent({
  kind: 'loss',
  name: 'tfjs/sigmoid-cross-entropy',
  summary: 'Binary cross-entropy of logits, as tf.losses.sigmoidCrossEntropy.',
  schema: z.strictObject({ ...shape, ...tfjsShape }),
  examples: [{}, { labelSmoothing: 0.25 }, { reduction: 'mean' }, { reduction: 'sum' }, { reduction: 'none' }],
  conformance: tfjsConformance,
  create: ({ labelSmoothing, reduction }, { name }) =>
    tfjsLoss({
      name,
      reduction,
      scores: 'logits',
      // The value of tf.losses.sigmoidCrossEntropy, by an expression whose slope at 0 does not depend on those of |x| and relu there.
      values: ({ prediction, target }) => weightedEntropy({ name, labelSmoothing }, { prediction, target }),
    }),
});
