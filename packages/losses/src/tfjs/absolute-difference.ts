import { defineComponent } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { tfjsConformance, tfjsLoss, tfjsShape, type TfjsOptions } from '../shared/tfjs-loss.js';

/** Options of {@link tfjsAbsoluteDifference}. */
export interface TfjsAbsoluteDifferenceOptions extends TfjsOptions {}

/**
 * Absolute difference of TensorFlow.js: $`|y - x|`$ for each element of prediction x and target y, both `[batch, …]`. The gradient where
 * they are equal is 0 (TensorFlow.js without LML has 1). Differs from `l1` in what its mean divides by.
 *
 * With v the values and w the weights, one a sample (`[batch]`) or of further first axes, default 1, `'none'` gives w v, `'sum'`
 * $`\sum w v`$, `'mean'` $`\sum w v / \sum w`$, and the default $`\sum w v`$ by the number of values whose weight is not 0. What the last
 * two divide by is the `total` by which batches are put together to an epoch.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { tfjsAbsoluteDifference } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * tfjsAbsoluteDifference()(tf.tensor1d([1, 2, 4]), tf.tensor1d([1, 4, 3])); // => 1
 * const weights = tf.tensor1d([0, 2, 2]);
 * tfjsAbsoluteDifference()(tf.tensor1d([1, 2, 4]), tf.tensor1d([1, 4, 3]), weights); // => (4 + 2) / 2
 * tfjsAbsoluteDifference({ reduction: 'mean' })(tf.tensor1d([1, 2, 4]), tf.tensor1d([1, 4, 3]), weights); // => (4 + 2) / 4
 * ```
 *
 * @see [tf.losses.absoluteDifference](https://js.tensorflow.org/api/4.22.0/#losses.absoluteDifference) 4.22, whose first argument is the
 * target
 */
export const tfjsAbsoluteDifference = defineComponent({
  kind: 'loss',
  name: 'tfjs/absolute-difference',
  summary: 'Absolute difference, as tf.losses.absoluteDifference.',
  schema: z.strictObject(tfjsShape),
  examples: [{}, { reduction: 'mean' }, { reduction: 'sum' }, { reduction: 'none' }],
  conformance: tfjsConformance,
  create: ({ reduction }, { name }) =>
    tfjsLoss({
      name,
      reduction,
      values: ({ prediction, target }) =>
        tf.losses.absoluteDifference(target, prediction, undefined, tf.Reduction.NONE),
    }),
});
