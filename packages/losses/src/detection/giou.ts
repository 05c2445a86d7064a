import { defineComponent, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { boxConformance, boxShape, overlapOf, type BoxLossOptions } from '../shared/boxes.js';
import { rowwiseLoss } from '../shared/rowwise-loss.js';

/** Options of {@link giou}. */
export interface GiouOptions extends BoxLossOptions {}

/**
 * Generalised IoU: 1 − IoU + the share of the smallest box around both that neither covers.
 * Boxes are rows `[x1, y1, x2, y2]` with x1 ≤ x2 and y1 ≤ y2, prediction and target both `[batch, …, 4]`.
 *
 * Reduction and weights are those of {@link rowwiseLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or rows or weights do not fit.
 *
 * @example
 * ```ts
 * import { giou } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * giou()(tf.tensor2d([[0, 0, 1, 1]]), tf.tensor2d([[2, 0, 3, 1]])); // => 1 + 1 / 3
 * ```
 *
 * @see Rezatofighi et al. 2019, Generalized Intersection over Union; torchvision.ops.generalized_box_iou_loss 0.29
 */
export const giou = defineComponent({
  kind: 'loss',
  name: 'giou',
  summary: 'Boxes by their overlap, and by what lies between them.',
  schema: z.strictObject({ ...boxShape, ...reductionShape }),
  examples: [{}, { reduction: 'sum' }, { reduction: 'none' }],
  conformance: boxConformance,
  create: ({ eps, reduction }, { name }) =>
    rowwiseLoss({
      name,
      reduction,
      width: 4,
      values: ({ prediction, target }) => {
        const { iou, union, hullArea } = overlapOf(prediction, target, eps);
        return tf.add(tf.sub(1, iou), tf.div(tf.sub(hullArea, union), tf.add(hullArea, eps)));
      },
    }),
});
