import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { checkFused, spectralDistortion } from '../shared/pansharpening.js';
import { scoresMetric, scoresReductionShape } from '../shared/scores-metric.js';

const shape = {
  /** The power to which differences are averaged. Default: `1`. */
  p: z.int().positive().default(1).describe('The power to which differences are averaged.'),
};

/** Options of {@link spectralDistortionIndex}. */
export interface SpectralDistortionIndexOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof scoresReductionShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Spectral distortion $`D_λ`$ of images that were made sharper: predictions `[batch, height, width, channels]`, and targets, the coarse images
 * that they were made of, of as many channels and any size. With the {@link universalImageQualityIndex} Q of two channels it is
 *
 * ```math
 * \Bigl(\frac{1}{C (C - 1)} \sum_{i \ne j} |Q(t_i, t_j) - Q(p_i, p_j)|^p\Bigr)^{1/p}
 * ```
 *
 * of each image: 0 where the colours go together as before; less is better. Of one channel it is 0. Weights, one a sample (`[batch]`), default
 * 1; `reduction: 'none'` does not use them. NaN where nothing was counted.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target are no images of 11 by 11 pixels or more, or of different numbers of images or channels,
 * or if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { spectralDistortionIndex } from '@lml/metrics';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const state = new MetricState(spectralDistortionIndex());
 * const coarse = tf.randomUniform([1, 12, 12, 3], 0, 1, 'float32', 1);
 * await state.update(coarse, coarse);
 * state.compute(); // => 0
 * ```
 *
 * @see [torchmetrics.image.SpectralDistortionIndex](https://lightning.ai/docs/torchmetrics/stable/image/spectral_distortion_index.html) 1.9, which
 * averages Q over all images before differences, and calls a higher one better; Alparone et al. 2008, Multispectral and panchromatic data fusion
 * assessment without reference
 */
export const spectralDistortionIndex = defineComponent({
  kind: 'metric',
  name: 'spectral-distortion-index',
  summary: 'How much the colours of sharpened images go together otherwise than before (D-lambda).',
  schema: z.strictObject({ ...metricShape, ...scoresReductionShape, ...shape }),
  examples: [{}, { p: 2, reduction: 'sum' }],
  create: ({ p, reduction, ...options }, nature) =>
    scoresMetric({
      ...nature,
      ...options,
      reduction,
      check: (prediction, target) => checkFused(nature.name, prediction, target),
      scores: ({ prediction, target }) => spectralDistortion(prediction, target, p),
    }),
  conformance: {
    prediction: { shape: [8, 11, 12, 2], low: 0.1, high: 1 },
    target: { shape: [8, 11, 11, 2], low: 0.1, high: 1 },
    tolerance: 1e-4,
  },
  higherIsBetter: false,
});
