import { defineComponent, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { elementwiseLoss } from '../shared/elementwise-loss.js';

/** Options of {@link softMargin}. */
export interface SoftMarginOptions extends z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Soft margin: $`\ln (1 + e^{-y x})`$ for each element of score x and target y, 1 or −1, both `[batch, …]`. Stable for scores of any size,
 * where PyTorch overflows.
 *
 * Reduction and weights are those of {@link elementwiseLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { softMargin } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * softMargin({ reduction: 'none' })(tf.tensor1d([0, 100, -100]), tf.tensor1d([1, 1, 1])); // => [Math.LN2, 0, 100]
 * ```
 *
 * @see [torch.nn.SoftMarginLoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.SoftMarginLoss.html) 2.x, with its weights
 */
export const softMargin = defineComponent({
  kind: 'loss',
  name: 'soft-margin',
  summary: 'Logistic loss of targets 1 and −1.',
  schema: z.strictObject(reductionShape),
  examples: [{}, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ reduction }, { name }) =>
    elementwiseLoss({
      name,
      reduction,
      scores: 'logits',
      ofClasses: 'Of classes that exclude each other, cross-entropy learns from their numbers.',
      values: ({ prediction, target }) => tf.softplus(tf.neg(tf.mul(target, prediction))),
    }),
});
