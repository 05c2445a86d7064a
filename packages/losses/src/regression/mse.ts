import { defineComponent, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { elementwiseLoss } from '../shared/elementwise-loss.js';

/** Options of {@link mse}. */
export interface MseOptions extends z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Mean squared error: $`(x - y)^2`$ for each element of prediction x and target y, both `[batch, …]`.
 *
 * Reduction and weights are those of {@link elementwiseLoss}. Shapes must be equal: `[batch, 1]` against `[batch]` is an
 * error where PyTorch broadcasts to `[batch, batch]`.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { mse } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const [prediction, target] = [tf.tensor1d([1, 2, 4]), tf.tensor1d([1, 4, 3])];
 * mse({ reduction: 'sum' })(prediction, target); // => 5
 * mse()(prediction, target, tf.tensor1d([1, 1, 0])); // => 2
 * ```
 *
 * @see [torch.nn.MSELoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.MSELoss.html) 2.x, with its weights
 */
export const mse = defineComponent({
  kind: 'loss',
  name: 'mse',
  summary: 'Mean squared error.',
  schema: z.strictObject(reductionShape),
  examples: [{}, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ reduction }, { name }) =>
    elementwiseLoss({ name, reduction, values: ({ prediction, target }) => tf.square(tf.sub(prediction, target)) }),
});
