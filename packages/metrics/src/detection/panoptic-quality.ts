import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import {
  checkCategories,
  meanOfKnown,
  panopticConformance,
  panopticMetric,
  panopticShape,
  type PanopticOptions,
} from '../shared/detection/panoptic-metric.js';
import { resultOf } from '../shared/values.js';

const shape = {
  /** Whether the two factors are given too, in a record. Default: `false`. */
  returnSqAndRq: z.boolean().default(false).describe('Whether the two factors are given too, in a record.'),
  /** Whether each category has a number of its own: things in order, then stuffs in order. Default: `false`. */
  returnPerClass: z
    .boolean()
    .default(false)
    .describe('Whether each category has a number of its own: things in order, then stuffs in order.'),
};

/** Options of {@link panopticQuality}. */
export interface PanopticQualityOptions extends PanopticOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * Panoptic quality: how well images are cut into things, whose instances are told apart, and stuffs. Of each category it is
 * $`\frac{\sum IoU}{TP + FP / 2 + FN / 2}`$, over segments that are found, those whose intersection over union with a right one of their
 * category is above 0.5; it is the product of segmentation quality, the mean of those, and recognition quality, how many are found.
 *
 * Predictions and targets are `[batch, …, 2]`, category and instance of each pixel, whole numbers; the instance of stuffs does not matter. Pixels of
 * categories that are not named are left out, and with them segments of which more than half lies there. The result is the mean over
 * categories that occur, from 0 to 1, higher is better; NaN where none does. With `returnPerClass` float64 `[categories]`, NaN for those that do
 * not occur; with `returnSqAndRq` a record `{ pq, sq, rq }` of such. It counts on the host; weights are not used.
 *
 * @throws `LML_INVALID_OPTIONS` for categories that are both; `LML_INVALID_ARGUMENT` for anything but category and instance, and for
 * predicted categories that are not named; `LML_SHAPE_MISMATCH` if the sides have different shapes.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { panopticQuality } from '@lml/metrics';
 *
 * const state = new MetricState(panopticQuality({ things: [0], stuffs: [7] }));
 * await state.update([[[0, 1], [0, 1], [0, 1], [7, 0]]], [[[0, 3], [0, 3], [7, 0], [7, 0]]]);
 * state.compute(); // => 1 / 3
 * ```
 *
 * @see Kirillov et al. 2019, Panoptic Segmentation;
 * [torchmetrics.detection.PanopticQuality](https://lightning.ai/docs/torchmetrics/stable/detection/panoptic_quality.html) 1.9, which gives 0 for
 * categories that do not occur
 */
export const panopticQuality = defineComponent({
  kind: 'metric',
  name: 'panoptic-quality',
  summary: 'How well images are cut into things and stuffs.',
  schema: z.strictObject({ ...metricShape, ...panopticShape, ...shape }).superRefine(checkCategories),
  examples: [
    { things: [0, 1], stuffs: [6, 7] },
    { things: [1, 0], stuffs: [7, 6], returnPerClass: true },
    { things: [0, 1], stuffs: [6], allowUnknownPredsCategory: true, returnSqAndRq: true },
  ],
  create: ({ returnSqAndRq, returnPerClass, ...options }, nature) =>
    panopticMetric({
      ...nature,
      options,
      modified: false,
      result: ({ pq, sq, rq }) => {
        const one = returnPerClass ? resultOf : meanOfKnown;
        return returnSqAndRq ? { pq: one(pq), sq: one(sq), rq: one(rq) } : one(pq);
      },
    }),
  conformance: panopticConformance,
  higherIsBetter: true,
});
