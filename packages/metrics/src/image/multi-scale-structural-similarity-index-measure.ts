import { defineComponent, metricShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { checkImages } from '../shared/image-scores.js';
import { meanOfSample, scoresMetric, scoresReductionShape } from '../shared/scores-metric.js';
import { comparedImages, similarityShape, structuralSimilarity, windowOf } from '../shared/structural-similarity.js';

const shape = {
  /**
   * What each scale counts, as an exponent; the last one is of the smallest image. Default: `[0.0448, 0.2856, 0.3001,
   * 0.2363, 0.1333]`.
   */
  betas: z
    .array(z.number())
    .min(1)
    .max(16)
    .default([0.0448, 0.2856, 0.3001, 0.2363, 0.1333])
    .describe('What each scale counts, as an exponent; the last one is of the smallest image.'),
  /**
   * How values below 0 are kept from exponents: they count as 0, all move to [0, 1], or not at all. Default: `'relu'`.
   */
  normalize: z
    .enum(['relu', 'simple', 'none'])
    .default('relu')
    .describe('How values below 0 are kept from exponents: they count as 0, all move to [0, 1], or not at all.'),
};

/** Options of {@link multiScaleStructuralSimilarityIndexMeasure}. */
export interface MultiScaleStructuralSimilarityIndexMeasureOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof similarityShape>>,
    z.input<z.ZodObject<typeof scoresReductionShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Structural similarity of images `[batch, height, width, channels]` at several scales (MS-SSIM): $`\text{SSIM}_M^{β_M} \prod_{i<M} C_i^{β_i}`$,
 * where the images of each scale are half as large as those before, $`C_i`$ is the mean over whole windows of what compares contrast and
 * structure in {@link structuralSimilarityIndexMeasure}, and only the last scale compares brightness too. 1 for equal images; more is better.
 *
 * An image needs the window's size times $`2^{M-1}`$: 176 pixels with the defaults. Without `dataRange` each image has its own. With
 * `normalize: 'none'` powers of values below 0 are NaN. Weights, one a sample (`[batch]`), default 1; `reduction: 'none'` does not use
 * them. NaN where nothing was counted.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes or are no images, images are too small for windows and scales,
 * or weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { multiScaleStructuralSimilarityIndexMeasure } from '@lml/metrics';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const state = new MetricState(multiScaleStructuralSimilarityIndexMeasure({ dataRange: 1, sigma: 0.5, betas: [0.4, 0.6] }));
 * const image = tf.randomUniform([1, 12, 12, 3], 0, 1, 'float32', 1);
 * await state.update(image, image);
 * state.compute(); // => 1
 * await state.update(tf.zeros([1, 4, 4, 1]), tf.zeros([1, 4, 4, 1])); // throws LML_SHAPE_MISMATCH
 * ```
 *
 * @see [torchmetrics.image.MultiScaleStructuralSimilarityIndexMeasure](https://lightning.ai/docs/torchmetrics/stable/image/multi_scale_structural_similarity.html)
 * 1.9, which takes a range that is not given of each batch and scale; Wang et al. 2003, Multiscale structural similarity for image quality
 * assessment
 */
export const multiScaleStructuralSimilarityIndexMeasure = defineComponent({
  kind: 'metric',
  name: 'multi-scale-structural-similarity-index-measure',
  summary: 'How alike images are in structure at several scales (MS-SSIM).',
  schema: z.strictObject({ ...metricShape, ...scoresReductionShape, ...similarityShape, ...shape }),
  examples: [
    { sigma: 0.5, betas: [0.4, 0.6], dataRange: 1 },
    { gaussianKernel: false, kernelSize: 3, betas: [0.2, 0.3, 0.5], normalize: 'simple', reduction: 'sum' },
  ],
  create: (all, nature) => {
    const { reduction, dataRange, k1, k2, gaussianKernel, sigma, kernelSize, betas, normalize, ...options } = all;
    const window = windowOf({ gaussianKernel, sigma, kernelSize, k1, k2 });
    const times = 2 ** (betas.length - 1);
    const least = [window.down.length * times, window.across.length * times] as const;
    const limited = (values: tf.Tensor): tf.Tensor => {
      if (normalize === 'none') return values;
      return normalize === 'relu' ? tf.relu(values) : tf.div(tf.add(values, 1), 2);
    };
    return scoresMetric({
      ...nature,
      ...options,
      reduction,
      check: checkImages(nature.name, least, 'Give fewer betas, or a smaller sigma.'),
      scores: (elements) => {
        const compared = comparedImages(elements, dataRange);
        let [one, other] = compared;
        const ranges = compared[2];
        return betas
          .map((beta, scale) => {
            if (scale > 0) [one, other] = [halved(one), halved(other)];
            const { similarity, contrast } = structuralSimilarity(one, other, ranges, window, { k1, k2 });
            const isLast = scale === betas.length - 1;
            return tf.pow(limited(meanOfSample(isLast ? similarity : contrast())), beta);
          })
          .reduce((product, factor) => tf.mul(product, factor));
      },
    });
  },
  conformance: {
    prediction: { shape: [8, 12, 12, 1], low: 0, high: 1 },
    target: { shape: [8, 12, 12, 1], low: 0, high: 1 },
  },
  higherIsBetter: true,
});

/** Images of half the size, of the means of four pixels each. */
function halved(images: tf.Tensor): tf.Tensor {
  return tf.avgPool(images as tf.Tensor4D, 2, 2, 'valid');
}
