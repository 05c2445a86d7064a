import { defineComponent, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { boxConformance, boxShape, overlapOf, type BoxLossOptions } from '../shared/boxes.js';
import { rowwiseLoss } from '../shared/rowwise-loss.js';

/** Options of {@link diou}. */
export interface DiouOptions extends BoxLossOptions {}

/**
 * Distance IoU: 1 − IoU + the squared distance of the centres by the squared diagonal of the smallest box around both.
 * Boxes are rows `[x1, y1, x2, y2]` with x1 ≤ x2 and y1 ≤ y2, prediction and target both `[batch, …, 4]`.
 *
 * Reduction and weights are those of {@link rowwiseLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or rows or weights do not fit.
 *
 * @example
 * ```ts
 * import { diou } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * diou()(tf.tensor2d([[0, 0, 1, 1]]), tf.tensor2d([[2, 0, 3, 1]])); // => 1 + 4 / 10
 * ```
 *
 * @see Zheng et al. 2020, Distance-IoU Loss; torchvision.ops.distance_box_iou_loss 0.29
 */
export const diou = defineComponent({
  kind: 'loss',
  name: 'diou',
  summary: 'Boxes by their overlap and the distance of their centres.',
  schema: z.strictObject({ ...boxShape, ...reductionShape }),
  examples: [{}, { reduction: 'sum' }, { reduction: 'none' }],
  conformance: boxConformance,
  create: ({ eps, reduction }, { name }) =>
    rowwiseLoss({
      name,
      reduction,
      width: 4,
      values: ({ prediction, target }) => {
        const { iou, distance } = overlapOf(prediction, target, eps);
        return tf.add(tf.sub(1, iou), distance);
      },
    }),
});
