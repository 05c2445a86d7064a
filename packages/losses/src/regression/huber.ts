import { defineComponent, reductionShape, type Elements } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { elementwiseLoss } from '../shared/elementwise-loss.js';

const shape = {
  /** The difference from which it is linear. Default: `1`. */
  delta: z.number().positive().default(1).describe('The difference from which it is linear.'),
};

/** Options of {@link huber}. */
export interface HuberOptions extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Huber loss: with d = |x − y| of prediction x and target y, both `[batch, …]`, $`d^2 / 2`$ where d ≤ δ, else $`δ \, (d - δ / 2)`$.
 *
 * Reduction and weights are those of {@link elementwiseLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { huber } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const [prediction, target] = [tf.tensor1d([1, 2, 4]), tf.tensor1d([1, 4, 3])];
 * huber({ reduction: 'none' })(prediction, target); // => [0, 1.5, 0.5]
 * huber({ delta: 0.5, reduction: 'none' })(prediction, target); // => [0, 0.875, 0.375]
 * ```
 *
 * @see [torch.nn.HuberLoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.HuberLoss.html) 2.x, with its weights
 */
export const huber = defineComponent({
  kind: 'loss',
  name: 'huber',
  summary: 'Squared error for small differences, linear for large ones.',
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [{}, { delta: 0.5 }, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ delta, reduction }, { name }) =>
    elementwiseLoss({ name, reduction, values: (elements) => bent(elements, delta) }),
});

function bent({ prediction, target }: Elements, delta: number): tf.Tensor {
  const distance = tf.abs(tf.sub(prediction, target));
  const linear = tf.mul(delta, tf.sub(distance, delta / 2));
  return tf.where(tf.lessEqual(distance, delta), tf.mul(0.5, tf.square(distance)), linear);
}
