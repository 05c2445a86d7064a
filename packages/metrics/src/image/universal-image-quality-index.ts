import { defineComponent, gaussianWindow, metricShape } from '@lml/core';
import { z } from 'zod';

import { checkImages } from '../shared/image-scores.js';
import { meanOfSample, scoresMetric, scoresReductionShape } from '../shared/scores-metric.js';
import { universalQuality } from '../shared/universal-quality.js';

const side = z
  .int()
  .positive()
  .max(511)
  .refine((value) => value % 2 === 1, 'must be odd');

const shape = {
  /** The height and width of the window in pixels, odd numbers. Default: `[11, 11]`. */
  kernelSize: z
    .tuple([side, side])
    .readonly()
    .default([11, 11])
    .describe('The height and width of the window in pixels, odd numbers.'),
  /** The standard deviations of its normal weights, in pixels downwards and across. Default: `[1.5, 1.5]`. */
  sigma: z
    .tuple([z.number().positive(), z.number().positive()])
    .readonly()
    .default([1.5, 1.5])
    .describe('The standard deviations of its normal weights, in pixels downwards and across.'),
};

/** Options of {@link universalImageQualityIndex}. */
export interface UniversalImageQualityIndexOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof scoresReductionShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Universal image quality index of images `[batch, height, width, channels]`: the mean over channels and whole windows of
 *
 * ```math
 * \frac{4 \, μ_x μ_y σ_{xy}}{(μ_x^2 + μ_y^2)(σ_x^2 + σ_y^2) + ε}
 * ```
 *
 * with the means μ, variances and covariance σ of both images in the window. It is near 1 for equal images, at least −1, and 0 where a window
 * is flat; more is better. {@link structuralSimilarityIndexMeasure} came of it, and has constants for flat windows.
 *
 * Weights, one a sample (`[batch]`), default 1; `reduction: 'none'` does not use them. NaN where nothing was counted.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes or are no images, images are smaller than the window, or
 * weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { universalImageQualityIndex } from '@lml/metrics';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const state = new MetricState(universalImageQualityIndex());
 * const image = tf.randomUniform([1, 12, 12, 1], 0, 1, 'float32', 1);
 * await state.update(tf.mul(image, 0.5), image);
 * (state.compute() as number).toFixed(4); // => '0.6400'
 * ```
 *
 * @see [torchmetrics.image.UniversalImageQualityIndex](https://lightning.ai/docs/torchmetrics/stable/image/universal_image_quality_index.html)
 * 1.9, which reduces over windows instead of images, and pads rows by the width of the window; Wang and Bovik 2002, A universal image quality
 * index
 */
export const universalImageQualityIndex = defineComponent({
  kind: 'metric',
  name: 'universal-image-quality-index',
  summary: 'How alike images are in mean, contrast and correlation, without constants (UQI).',
  schema: z.strictObject({ ...metricShape, ...scoresReductionShape, ...shape }),
  examples: [{ kernelSize: [3, 3] }, { kernelSize: [3, 5], sigma: [0.5, 2], reduction: 'sum' }],
  create: ({ kernelSize, sigma, reduction, ...options }, nature) => {
    const [down, across] = [gaussianWindow(kernelSize[0], sigma[0]), gaussianWindow(kernelSize[1], sigma[1])];
    return scoresMetric({
      ...nature,
      ...options,
      reduction,
      check: checkImages(nature.name, kernelSize, 'Give a smaller kernelSize.'),
      scores: ({ prediction, target }) => meanOfSample(universalQuality(prediction, target, { down, across })),
    });
  },
  conformance: {
    prediction: { shape: [8, 7, 6, 2], low: 0.1, high: 1 },
    target: { shape: [8, 7, 6, 2], low: 0.1, high: 1 },
  },
  higherIsBetter: true,
});
