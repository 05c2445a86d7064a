import { defineComponent } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { tfjsConformance, tfjsLoss, tfjsShape, type TfjsOptions } from '../shared/tfjs-loss.js';

/** Options of {@link tfjsHingeLoss}. */
export interface TfjsHingeLossOptions extends TfjsOptions {}

/**
 * Hinge of TensorFlow.js: $`\max(0, 1 - (2y - 1) x)`$ for each element of score x and target y, 0 or 1, both `[batch, …]`. `hinge` takes
 * targets −1 as well, which are none here.
 *
 * With v the values and w the weights, one a sample (`[batch]`) or of further first axes, default 1, `'none'` gives w v, `'sum'`
 * $`\sum w v`$, `'mean'` $`\sum w v / \sum w`$, and the default $`\sum w v`$ by the number of values whose weight is not 0. What the last
 * two divide by is the `total` by which batches are put together to an epoch.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { tfjsHingeLoss } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * tfjsHingeLoss({ reduction: 'none' })(tf.tensor1d([0.5, 2, 0.5]), tf.tensor1d([1, 1, 0])); // => [0.5, 0, 1.5]
 * ```
 *
 * @see [tf.losses.hingeLoss](https://js.tensorflow.org/api/4.22.0/#losses.hingeLoss) 4.22, whose first argument is the target
 */
export const tfjsHingeLoss = defineComponent({
  kind: 'loss',
  name: 'tfjs/hinge-loss',
  summary: 'Hinge of targets 0 and 1, as tf.losses.hingeLoss.',
  schema: z.strictObject(tfjsShape),
  examples: [{}, { reduction: 'mean' }, { reduction: 'sum' }, { reduction: 'none' }],
  conformance: tfjsConformance,
  create: ({ reduction }, { name }) =>
    tfjsLoss({
      name,
      reduction,
      scores: 'logits',
      values: ({ prediction, target }) => tf.losses.hingeLoss(target, prediction, undefined, tf.Reduction.NONE),
    }),
});
