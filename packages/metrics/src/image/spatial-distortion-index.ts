import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { checkPan, spatialDistortion, spatialShape } from '../shared/pansharpening.js';
import { scoresMetric, scoresReductionShape } from '../shared/scores-metric.js';

/** Options of {@link spatialDistortionIndex}. */
export interface SpatialDistortionIndexOptions
  extends
    z.input<z.ZodObject<typeof spatialShape>>,
    z.input<z.ZodObject<typeof scoresReductionShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Spatial distortion $`D_s`$ of images that a sharp grey image made sharper. Predictions are `[batch, height, width, channels]`, targets the
 * coarse images of colours that they were made of, of a height and width that divide those. The column `pan` has the sharp grey images, of one
 * channel or as many, and the column `coarse`, if there is one, these as coarse as the target. With the {@link universalImageQualityIndex} Q
 *
 * ```math
 * \Bigl(\frac{1}{C} \sum_c |Q(t_c, P_{\text{coarse}}) - Q(p_c, P)|^n\Bigr)^{1/n}
 * ```
 *
 * of each image, with `normOrder` n: 0 where each channel is as like the grey image as before; less is better. Without `coarse` the sharp grey
 * image is blurred by the mean of a window of `windowSize` pixels, and sampled. Weights, one a sample (`[batch]`), default 1;
 * `reduction: 'none'` does not use them. NaN where nothing was counted.
 *
 * @throws `LML_SHAPE_MISMATCH` if images are smaller than 11 by 11 pixels, or do not fit to each other, or if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { spatialDistortionIndex } from '@lml/metrics';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const state = new MetricState(spatialDistortionIndex());
 * const [coarse, fused] = [tf.randomUniform([1, 12, 12, 3], 0, 1, 'float32', 1), tf.randomUniform([1, 24, 24, 3], 0, 1, 'float32', 2)];
 * const pan = tf.mean(fused, -1, true);
 * await state.update(fused, coarse, { pan });
 * (state.compute() as number) > 0.4; // => true
 * ```
 *
 * @see [torchmetrics.image.SpatialDistortionIndex](https://lightning.ai/docs/torchmetrics/stable/image/spatial_distortion_index.html) 1.9, whose
 * target is a record of `ms` (here the target), `pan` and `pan_lr`, and which averages Q over all images before differences; Alparone et al.
 * 2008, Multispectral and panchromatic data fusion assessment without reference
 */
export const spatialDistortionIndex = defineComponent({
  kind: 'metric',
  name: 'spatial-distortion-index',
  summary: 'How much less sharpened images are like the sharp grey one (D-s).',
  schema: z.strictObject({ ...metricShape, ...scoresReductionShape, ...spatialShape }),
  examples: [{}, { normOrder: 2, windowSize: 4, reduction: 'sum' }],
  create: ({ normOrder, windowSize, reduction, ...options }, nature) =>
    scoresMetric({
      ...nature,
      ...options,
      reduction,
      needs: ['target', 'pan'],
      check: (_prediction, _target, input) => checkPan(nature.name, input, windowSize),
      scores: (input) => spatialDistortion(input, normOrder, windowSize),
    }),
  conformance: {
    prediction: { shape: [8, 11, 12, 2], low: 0.1, high: 1 },
    target: { shape: [8, 11, 12, 2], low: 0.1, high: 1 },
    columns: { pan: { shape: [8, 11, 12, 1], low: 0.1, high: 1 } },
    best: false,
    tolerance: 1e-4,
  },
  higherIsBetter: false,
});
