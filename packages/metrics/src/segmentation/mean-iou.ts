import { defineComponent, metricShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import {
  backgroundShape,
  inputFormatShape,
  segmentationConformance,
  type SegmentationOptions,
} from '../shared/segmentation/segmentation-options.js';
import { segmentationMetric } from '../shared/segmentation/segmentation-metric.js';
import { resultOf, sumOf, zeros } from '../shared/values.js';

const shape = {
  /** Whether each class has a number of its own. Default: `false`. */
  perClass: z.boolean().default(false).describe('Whether each class has a number of its own.'),
};

/** Options of {@link meanIou}. */
export interface MeanIouOptions
  extends SegmentationOptions, z.input<z.ZodObject<typeof backgroundShape>>, z.input<z.ZodObject<typeof shape>> {}

/**
 * Mean intersection over union of classes of pixels: of each image and class the pixels that both sides have by those that either has; then the
 * mean over images and classes. A class that an image has on neither side does not count for it. {@link jaccardIndex} counts the pixels of all
 * images together instead.
 *
 * Each side is `[batch, …, classes]` or `[batch, …]`. Of the first form, float32 are scores, of which the largest is taken, and whole numbers or truth values masks of 0
 * and 1, which may overlap; the second are the numbers of classes. Of sides with equally many axes, `inputFormat: 'index'` says that they are of the second.
 *
 * The result is from 0 to 1, higher is better, NaN where nothing counts; with `perClass` float64 `[classes]`, NaN for classes that are
 * nowhere. `includeBackground: false` leaves out class 0. It counts in the step; weights are not used.
 *
 * @throws `LML_SHAPE_MISMATCH` for sides that do not fit each other or `numClasses`; `LML_INVALID_ARGUMENT` if the number of classes cannot be
 * told, and, from `check`, for pixels of no class.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { meanIou } from '@lml/metrics';
 *
 * const state = new MetricState(meanIou({ numClasses: 2, inputFormat: 'index' }));
 * await state.update([[0, 1, 1, 1]], [[0, 0, 1, 1]]); // one image of four pixels
 * state.compute(); // => (1 / 2 + 2 / 3) / 2
 * ```
 *
 * @see [torchmetrics.segmentation.MeanIoU](https://lightning.ai/docs/torchmetrics/stable/segmentation/mean_iou.html) 1.9, which gives −1 for classes that
 * are nowhere
 */
export const meanIou = defineComponent({
  kind: 'metric',
  name: 'mean-iou',
  summary: 'Intersection over union of classes of pixels, the mean over images and classes.',
  schema: z.strictObject({ ...inputFormatShape, ...backgroundShape, ...metricShape, ...shape }),
  examples: [{}, { numClasses: 3, perClass: true }, { includeBackground: false, inputFormat: 'mixed' }],
  create: ({ perClass, ...options }, nature) =>
    segmentationMetric({
      ...nature,
      options,
      counting: '',
      init: (classes) => ({ score: zeros('float32', [classes]), count: zeros('int32', [classes]) }),
      add: ({ both, predicted, right }) => {
        const either = tf.sub(tf.add(predicted, right), both);
        return {
          score: tf.sum(tf.divNoNan(both, either), 0),
          count: tf.sum(tf.cast(tf.greater(either, 0), 'int32'), 0),
        };
      },
      result: ({ score, count }) =>
        perClass ? resultOf(score!.map((sum, at) => sum / count![at]!)) : sumOf(score!) / sumOf(count!),
    }),
  conformance: segmentationConformance,
  higherIsBetter: true,
});
