import { defineComponent, reductionShape, type Elements } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { elementwiseLoss } from '../shared/elementwise-loss.js';

const shape = {
  /** The difference from which it is no longer squared. Default: `1`. */
  beta: z.number().min(0).default(1).describe('The difference from which it is no longer squared.'),
};

/** Options of {@link smoothL1}. */
export interface SmoothL1Options
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Smooth L1: with d = |x − y| of prediction x and target y, both `[batch, …]`, $`d^2 / (2β)`$ where d < β, else $`d - β / 2`$. With
 * β = 0 it is the absolute error.
 *
 * Reduction and weights are those of {@link elementwiseLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { smoothL1 } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const [prediction, target] = [tf.tensor1d([1, 2, 4]), tf.tensor1d([1, 4, 3])];
 * smoothL1({ reduction: 'none' })(prediction, target); // => [0, 1.5, 0.5]
 * smoothL1({ beta: 4, reduction: 'none' })(prediction, target); // => [0, 0.5, 0.125]
 * ```
 *
 * @see [torch.nn.SmoothL1Loss](https://docs.pytorch.org/docs/stable/generated/torch.nn.SmoothL1Loss.html) 2.x, with its weights
 */
export const smoothL1 = defineComponent({
  kind: 'loss',
  name: 'smooth-l1',
  summary: 'Squared error for small differences, absolute for large ones.',
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [{}, { beta: 0 }, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ beta, reduction }, { name }) =>
    elementwiseLoss({ name, reduction, values: (elements) => smoothed(elements, beta) }),
});

function smoothed({ prediction, target }: Elements, beta: number): tf.Tensor {
  const distance = tf.abs(tf.sub(prediction, target));
  if (beta === 0) return distance;
  const squared = tf.div(tf.square(distance), 2 * beta);
  return tf.where(tf.less(distance, beta), squared, tf.sub(distance, beta / 2));
}
