import { defineComponent } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { tfjsConformance, tfjsLoss, tfjsShape, type TfjsOptions } from '../shared/tfjs-loss.js';

/** Options of {@link tfjsMeanSquaredError}. */
export interface TfjsMeanSquaredErrorOptions extends TfjsOptions {}

/**
 * Squared error of TensorFlow.js: $`(y - x)^2`$ for each element of prediction x and target y, both `[batch, …]`. Differs from `mse` in what
 * its mean divides by. Without weights it is also `meanSquaredError` of a LayersModel.
 *
 * With v the values and w the weights, one a sample (`[batch]`) or of further first axes, default 1, `'none'` gives w v, `'sum'`
 * $`\sum w v`$, `'mean'` $`\sum w v / \sum w`$, and the default $`\sum w v`$ by the number of values whose weight is not 0. What the last
 * two divide by is the `total` by which batches are put together to an epoch.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { tfjsMeanSquaredError } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * tfjsMeanSquaredError()(tf.tensor1d([1, 2]), tf.tensor1d([1, 4])); // => 2
 * tfjsMeanSquaredError()(tf.tensor1d([1, 2]), tf.tensor1d([1, 4]), tf.tensor1d([0, 3])); // => 12
 * ```
 *
 * @see [tf.losses.meanSquaredError](https://js.tensorflow.org/api/4.22.0/#losses.meanSquaredError) 4.22, whose first argument is the target
 */
export const tfjsMeanSquaredError = defineComponent({
  kind: 'loss',
  name: 'tfjs/mean-squared-error',
  summary: 'Squared difference, as tf.losses.meanSquaredError.',
  schema: z.strictObject(tfjsShape),
  examples: [{}, { reduction: 'mean' }, { reduction: 'sum' }, { reduction: 'none' }],
  conformance: tfjsConformance,
  create: ({ reduction }, { name }) =>
    tfjsLoss({
      name,
      reduction,
      values: ({ prediction, target }) => tf.losses.meanSquaredError(target, prediction, undefined, tf.Reduction.NONE),
    }),
});
