import { defineComponent, reductionShape, stopGradient } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { boxConformance, boxShape, overlapOf, type BoxLossOptions } from '../shared/boxes.js';
import { rowwiseLoss } from '../shared/rowwise-loss.js';

/** Options of {@link ciou}. */
export interface CiouOptions extends BoxLossOptions {}

/**
 * Complete IoU: 1 − IoU + the distance term of {@link diou} + α v, with
 * $`v = \frac{4}{π^2} (\arctan \frac{w'}{h'} - \arctan \frac{w}{h})^2`$ and $`α = v / (1 - IoU + v)`$, which has no gradient.
 * Boxes are rows `[x1, y1, x2, y2]` with x1 ≤ x2 and y1 ≤ y2, prediction and target both `[batch, …, 4]`.
 *
 * Reduction and weights are those of {@link rowwiseLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or rows or weights do not fit.
 *
 * @example
 * ```ts
 * import { ciou } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * ciou()(tf.tensor2d([[0, 0, 1, 1]]), tf.tensor2d([[2, 0, 3, 1]])); // => 1 + 4 / 10
 * ```
 *
 * @see Zheng et al. 2020, Distance-IoU Loss; torchvision.ops.complete_box_iou_loss 0.29
 */
export const ciou = defineComponent({
  kind: 'loss',
  name: 'ciou',
  summary: 'Boxes by their overlap, the distance of their centres and their proportions.',
  schema: z.strictObject({ ...boxShape, ...reductionShape }),
  examples: [{}, { reduction: 'sum' }, { reduction: 'none' }],
  // Finite differences know nothing of what is to have no gradient.
  conformance: { ...boxConformance, tolerance: 0.1 },
  create: ({ eps, reduction }, { name }) =>
    rowwiseLoss({
      name,
      reduction,
      width: 4,
      values: ({ prediction, target }) => {
        const { iou, distance, unlikeness } = overlapOf(prediction, target, eps);
        const share = stopGradient(tf.div(unlikeness, tf.add(tf.add(tf.sub(1, iou), unlikeness), eps)));
        return tf.add(tf.add(tf.sub(1, iou), distance), tf.mul(share, unlikeness));
      },
    }),
});
