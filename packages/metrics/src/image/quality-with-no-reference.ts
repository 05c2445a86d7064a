import { defineComponent, metricShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { checkPan, spatialDistortion, spatialShape, spectralDistortion } from '../shared/pansharpening.js';
import { scoresMetric, scoresReductionShape } from '../shared/scores-metric.js';

const shape = {
  /** What spectral distortion counts, as an exponent. Default: `1`. */
  alpha: z.number().min(0).default(1).describe('What spectral distortion counts, as an exponent.'),
  /** What spatial distortion counts, as an exponent. Default: `1`. */
  beta: z.number().min(0).default(1).describe('What spatial distortion counts, as an exponent.'),
};

/** Options of {@link qualityWithNoReference}. */
export interface QualityWithNoReferenceOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof spatialShape>>,
    z.input<z.ZodObject<typeof scoresReductionShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Quality with no reference (QNR) of images that a sharp grey image made sharper: $`(1 - D_λ)^α (1 - D_s)^β`$ of each image, with
 * {@link spectralDistortionIndex} and {@link spatialDistortionIndex}, which say what predictions, targets and the columns `pan` and `coarse` are.
 * 1 is best.
 *
 * Weights, one a sample (`[batch]`), default 1; `reduction: 'none'` does not use them. NaN where nothing was counted.
 *
 * @throws `LML_SHAPE_MISMATCH` if images are smaller than 11 by 11 pixels, or do not fit to each other, or if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { qualityWithNoReference } from '@lml/metrics';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const state = new MetricState(qualityWithNoReference());
 * const coarse = tf.randomUniform([1, 12, 12, 3], 0, 1, 'float32', 1);
 * const grey = tf.mean(coarse, -1, true);
 * await state.update(coarse, coarse, { pan: grey, coarse: grey });
 * state.compute(); // => 1
 * ```
 *
 * @see [torchmetrics.image.QualityWithNoReference](https://lightning.ai/docs/torchmetrics/stable/image/quality_with_no_reference.html) 1.9, which
 * takes distortions of all images together; Alparone et al. 2008, Multispectral and panchromatic data fusion assessment without reference
 */
export const qualityWithNoReference = defineComponent({
  kind: 'metric',
  name: 'quality-with-no-reference',
  summary: 'What sharpened images kept of colours and of the sharp grey image (QNR).',
  schema: z.strictObject({ ...metricShape, ...scoresReductionShape, ...spatialShape, ...shape }),
  examples: [{}, { alpha: 0.5, beta: 2, normOrder: 2, windowSize: 4, reduction: 'sum' }],
  create: ({ alpha, beta, normOrder, windowSize, reduction, ...options }, nature) =>
    scoresMetric({
      ...nature,
      ...options,
      reduction,
      needs: ['target', 'pan'],
      check: (_prediction, _target, input) => checkPan(nature.name, input, windowSize),
      scores: (input) => {
        const spectral = spectralDistortion(input.prediction, input.target, normOrder);
        const spatial = spatialDistortion(input, normOrder, windowSize);
        return tf.mul(tf.pow(tf.sub(1, spectral), alpha), tf.pow(tf.sub(1, spatial), beta));
      },
    }),
  conformance: {
    prediction: { shape: [8, 11, 12, 2], low: 0.1, high: 1 },
    target: { shape: [8, 11, 12, 2], low: 0.1, high: 1 },
    columns: { pan: { shape: [8, 11, 12, 1], low: 0.1, high: 1 } },
    best: false,
  },
  higherIsBetter: true,
});
