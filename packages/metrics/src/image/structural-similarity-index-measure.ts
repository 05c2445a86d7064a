import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { checkImages } from '../shared/image-scores.js';
import { meanOfSample, scoresMetric, scoresReductionShape } from '../shared/scores-metric.js';
import { comparedImages, similarityShape, structuralSimilarity, windowOf } from '../shared/structural-similarity.js';

/** Options of {@link structuralSimilarityIndexMeasure}. */
export interface StructuralSimilarityIndexMeasureOptions
  extends
    z.input<z.ZodObject<typeof similarityShape>>,
    z.input<z.ZodObject<typeof scoresReductionShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Structural similarity (SSIM) of images `[batch, height, width, channels]`: the mean over pixels and channels of
 *
 * ```math
 * \frac{(2 μ_x μ_y + c_1)(2 σ_{xy} + c_2)}{(μ_x^2 + μ_y^2 + c_1)(σ_x^2 + σ_y^2 + c_2)}
 * ```
 *
 * with the means μ, variances and covariance σ of both images in a window around the pixel, mirrored beyond borders, and
 * $`c_i = (k_i L)^2`$ of the range L of values. It is 1 for equal images and at least −1; more is better.
 *
 * Without `dataRange` each image has its own, the wider one of prediction and target; that of images of one value each is not defined (NaN).
 * A given one is better: all images are then judged alike. Weights, one a sample (`[batch]`), default 1; `reduction: 'none'` does not use
 * them. NaN where nothing was counted.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes or are no images, images are too small for the window, or
 * weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { structuralSimilarityIndexMeasure } from '@lml/metrics';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const state = new MetricState(structuralSimilarityIndexMeasure({ dataRange: 1 }));
 * const image = tf.tile(tf.tensor4d([0.25, 0.75], [1, 1, 2, 1]), [1, 8, 4, 1]);
 * await state.update(image, image);
 * state.compute(); // => 1
 * await state.update(tf.sub(1, image), image);
 * (state.compute() as number) < 0.1; // => true
 * ```
 *
 * @see [torchmetrics.image.StructuralSimilarityIndexMeasure](https://lightning.ai/docs/torchmetrics/stable/image/structural_similarity.html)
 * 1.9, which takes the range of a whole batch; Wang et al. 2004, Image quality assessment: from error visibility to structural similarity
 */
export const structuralSimilarityIndexMeasure = defineComponent({
  kind: 'metric',
  name: 'structural-similarity-index-measure',
  summary: 'How alike images are in brightness, contrast and structure (SSIM).',
  schema: z.strictObject({ ...metricShape, ...scoresReductionShape, ...similarityShape }),
  examples: [
    { dataRange: 1, sigma: 0.5 },
    { gaussianKernel: false, kernelSize: [3, 5], dataRange: [0, 1] },
    { sigma: [0.5, 0.8], k1: 0.02, k2: 0.05, reduction: 'none' },
  ],
  create: ({ reduction, dataRange, k1, k2, gaussianKernel, sigma, kernelSize, ...options }, nature) => {
    const window = windowOf({ gaussianKernel, sigma, kernelSize, k1, k2 });
    const least = [(window.down.length + 1) / 2, (window.across.length + 1) / 2] as const;
    return scoresMetric({
      ...nature,
      ...options,
      reduction,
      check: checkImages(nature.name, least, 'Give a smaller sigma, or a smaller kernelSize without gaussianKernel.'),
      scores: (elements) =>
        meanOfSample(structuralSimilarity(...comparedImages(elements, dataRange), window, { k1, k2 }).similarity),
    });
  },
  conformance: ({ reduction }: StructuralSimilarityIndexMeasureOptions) => ({
    weights: reduction !== 'none',
    prediction: { shape: [8, 7, 6, 2], low: 0, high: 1 },
    target: { shape: [8, 7, 6, 2], low: 0, high: 1 },
  }),
  higherIsBetter: true,
});
