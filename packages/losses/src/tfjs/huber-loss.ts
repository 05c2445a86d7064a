import { defineComponent } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { tfjsConformance, tfjsLoss, tfjsShape, type TfjsOptions } from '../shared/tfjs-loss.js';

const shape = {
  /** The error from which on the loss is linear. Default: `1`. */
  delta: z.number().positive().default(1).describe('The error from which on the loss is linear.'),
};

/** Options of {@link tfjsHuberLoss}. */
export interface TfjsHuberLossOptions extends TfjsOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * Huber loss of TensorFlow.js: with the error $`e = |x - y|`$ for each element of prediction x and target y, both `[batch, …]`,
 * $`\frac{1}{2} e^2`$ to δ (`delta`), and $`δ (e - \frac{1}{2} δ)`$ beyond. Differs from `huber` in what its mean divides by.
 *
 * With v the values and w the weights, one a sample (`[batch]`) or of further first axes, default 1, `'none'` gives w v, `'sum'`
 * $`\sum w v`$, `'mean'` $`\sum w v / \sum w`$, and the default $`\sum w v`$ by the number of values whose weight is not 0. What the last
 * two divide by is the `total` by which batches are put together to an epoch.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { tfjsHuberLoss } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * tfjsHuberLoss({ reduction: 'none', delta: 2 })(tf.tensor1d([1, 5]), tf.tensor1d([0, 1])); // => [0.5, 6]
 * ```
 *
 * @see [tf.losses.huberLoss](https://js.tensorflow.org/api/4.22.0/#losses.huberLoss) 4.22, whose first argument is the target
 */
export const tfjsHuberLoss = defineComponent({
  kind: 'loss',
  name: 'tfjs/huber-loss',
  summary: 'Squared error near 0, absolute beyond, as tf.losses.huberLoss.',
  schema: z.strictObject({ ...shape, ...tfjsShape }),
  examples: [{}, { delta: 0.5 }, { reduction: 'mean' }, { reduction: 'sum' }, { reduction: 'none' }],
  conformance: tfjsConformance,
  create: ({ delta, reduction }, { name }) =>
    tfjsLoss({
      name,
      reduction,
      values: ({ prediction, target }) => tf.losses.huberLoss(target, prediction, undefined, delta, tf.Reduction.NONE),
    }),
});
