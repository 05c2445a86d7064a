import { defineComponent, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { elementwiseLoss } from '../shared/elementwise-loss.js';

/** Options of {@link l1}. */
export interface L1Options extends z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Mean absolute error: $`|x - y|`$ for each element of prediction x and target y, both `[batch, …]`. The gradient where they are equal is 0.
 *
 * Reduction and weights are those of {@link elementwiseLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { l1 } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const [prediction, target] = [tf.tensor1d([1, 2, 4]), tf.tensor1d([1, 4, 3])];
 * l1()(prediction, target); // => 1
 * l1({ reduction: 'none' })(prediction, target); // => [0, 2, 1]
 * ```
 *
 * @see [torch.nn.L1Loss](https://docs.pytorch.org/docs/stable/generated/torch.nn.L1Loss.html) 2.x, with its weights
 */
export const l1 = defineComponent({
  kind: 'loss',
  name: 'l1',
  summary: 'Mean absolute error.',
  schema: z.strictObject(reductionShape),
  examples: [{}, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ reduction }, { name }) =>
    elementwiseLoss({ name, reduction, values: ({ prediction, target }) => tf.abs(tf.sub(prediction, target)) }),
});
