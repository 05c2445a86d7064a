import { defineComponent, reductionShape, type Elements } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { elementwiseLoss } from '../shared/elementwise-loss.js';

const shape = {
  /** The difference from which it is linear. Default: `5`. */
  width: z.number().positive().default(5).describe('The difference from which it is linear.'),
  /** How soon the logarithm flattens; small values flatten soon. Default: `0.5`. */
  curvature: z.number().positive().default(0.5).describe('How soon the logarithm flattens; small values flatten soon.'),
};

/** Options of {@link wing}. */
export interface WingOptions extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Wing loss, for landmarks: with d = |x − y| of prediction x and target y, both `[batch, …]`, $`w \ln (1 + d / c)`$ where d < w, else d − C,
 * with C such that the two meet. Of width w and curvature c.
 *
 * Reduction and weights are those of {@link elementwiseLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { wing } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const [prediction, target] = [tf.tensor1d([1, 2, 4]), tf.tensor1d([1, 4, 3])];
 * wing({ width: 5, reduction: 'none' })(prediction, target); // => [0, 5 * Math.log(5), 5 * Math.log(3)]
 * ```
 *
 * @see Feng et al. 2018, Wing Loss for Robust Facial Landmark Localisation with Convolutional Neural Networks; segmentation-models-pytorch
 * 0.6, `wing_loss`
 */
export const wing = defineComponent({
  kind: 'loss',
  name: 'wing',
  summary: 'Logarithm of small differences, absolute error of large ones.',
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [{}, { width: 2, curvature: 1 }, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ width, curvature, reduction }, { name }) =>
    elementwiseLoss({ name, reduction, values: (elements) => winged(elements, width, curvature) }),
});

function winged({ prediction, target }: Elements, width: number, curvature: number): tf.Tensor {
  const distance = tf.abs(tf.sub(prediction, target));
  const near = tf.mul(width, tf.log1p(tf.div(distance, curvature)));
  const far = tf.sub(distance, width - width * Math.log1p(width / curvature));
  return tf.where(tf.less(distance, width), near, far);
}
