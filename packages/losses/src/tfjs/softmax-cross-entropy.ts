import { defineComponent } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { rowShape, tfjsConformance, tfjsLoss, tfjsShape, type TfjsOptions } from '../shared/tfjs-loss.js';

const shape = {
  /** How much of each target is spread over all classes, from 0 to 1. Default: `0`. */
  labelSmoothing: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe('How much of each target is spread over all classes, from 0 to 1.'),
};

/** Options of {@link tfjsSoftmaxCrossEntropy}. */
export interface TfjsSoftmaxCrossEntropyOptions extends TfjsOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * Softmax cross-entropy of TensorFlow.js: $`-\sum_c q_c \ln p_c`$ for each row of logits, of which the softmax makes p, and target q,
 * one-hot or probabilities, both `[batch, …, classes]`. With `labelSmoothing` s, q is $`(1 - s) y + s / C`$ of targets y, where C is the
 * size of the second axis: for `[batch, classes]` the number of classes, for more axes as in TensorFlow.js the size of another one.
 *
 * What `cross-entropy` can do and this cannot: class numbers, class weights, an index to be ignored, and logits of −∞. The gradient is that
 * of rows whose targets sum to 1, $`p - q`$.
 *
 * With v the values and w the weights, one a sample (`[batch]`) or of further first axes, default 1, `'none'` gives w v, `'sum'`
 * $`\sum w v`$, `'mean'` $`\sum w v / \sum w`$, and the default $`\sum w v`$ by the number of values whose weight is not 0. What the last
 * two divide by is the `total` by which batches are put together to an epoch.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, prediction and target have no class axis, or weights do not
 * fit.
 *
 * @example
 * ```ts
 * import { tfjsSoftmaxCrossEntropy } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const logits = tf.tensor2d([[0, 0], [100, 0]]);
 * tfjsSoftmaxCrossEntropy({ reduction: 'none' })(logits, tf.tensor2d([[1, 0], [1, 0]])); // => [Math.LN2, 0]
 * tfjsSoftmaxCrossEntropy({ reduction: 'none', labelSmoothing: 0.5 })(logits, tf.tensor2d([[1, 0], [1, 0]])); // => [Math.LN2, 25]
 * ```
 *
 * @see [tf.losses.softmaxCrossEntropy](https://js.tensorflow.org/api/4.22.0/#losses.softmaxCrossEntropy) 4.22, whose first argument is the
 * target
 */
export const tfjsSoftmaxCrossEntropy = defineComponent({
  kind: 'loss',
  name: 'tfjs/softmax-cross-entropy',
  summary: 'Cross-entropy of a softmax for one-hot targets, as tf.losses.softmaxCrossEntropy.',
  schema: z.strictObject({ ...shape, ...tfjsShape }),
  examples: [{}, { labelSmoothing: 0.25 }, { reduction: 'mean' }, { reduction: 'sum' }, { reduction: 'none' }],
  conformance: (options: Readonly<Record<string, unknown>>) =>
    tfjsConformance(options, {
      prediction: { shape: [4, 3] },
      target: { shape: [4, 3], values: [1, 0, 0, 0.5, 0.25, 0.25, 0, 0, 1, 0, 1, 0] },
    }),
  create: ({ labelSmoothing, reduction }, { name }) =>
    tfjsLoss({
      name,
      reduction,
      scores: 'logits',
      valueShape: rowShape,
      values: ({ prediction, target }) =>
        tf.losses.softmaxCrossEntropy(target, prediction, undefined, labelSmoothing, tf.Reduction.NONE),
    }),
});
