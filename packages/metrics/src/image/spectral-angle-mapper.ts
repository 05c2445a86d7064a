import { defineComponent, metricShape, ShapeMismatchError, showShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { checkImages } from '../shared/image-scores.js';
import { meanOfSample, scoresMetric, scoresReductionShape } from '../shared/scores-metric.js';

/** Options of {@link spectralAngleMapper}. */
export interface SpectralAngleMapperOptions
  extends z.input<z.ZodObject<typeof scoresReductionShape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Spectral angle of images `[batch, height, width, channels]` of two channels or more: the mean over pixels of the angle, in radians, between
 * the channels of prediction and target as vectors. 0 where colours are equal, however bright; less is better.
 *
 * A pixel whose channels are all 0 has no angle, and makes its image's NaN. Weights, one a sample (`[batch]`), default 1; `reduction: 'none'`
 * does not use them. NaN where nothing was counted.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, are no images or have one channel, or if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { spectralAngleMapper } from '@lml/metrics';
 *
 * const state = new MetricState(spectralAngleMapper());
 * await state.update([[[[1, 0]], [[2, 2]]]], [[[[0, 1]], [[1, 1]]]]);
 * state.compute(); // => Math.PI / 4
 * ```
 *
 * @see [torchmetrics.image.SpectralAngleMapper](https://lightning.ai/docs/torchmetrics/stable/image/spectral_angle_mapper.html) 1.9, which
 * reduces over pixels instead of images; Yuhas et al. 1992, Discrimination among semi-arid landscape endmembers
 */
export const spectralAngleMapper = defineComponent({
  kind: 'metric',
  name: 'spectral-angle-mapper',
  summary: 'The angle between the colours of pixels, however bright.',
  schema: z.strictObject({ ...metricShape, ...scoresReductionShape }),
  examples: [{}, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ reduction, ...options }, nature) => {
    const check = checkImages(nature.name);
    return scoresMetric({
      ...nature,
      ...options,
      reduction,
      check: (prediction, target) => {
        check(prediction, target);
        if (prediction.shape[3]! > 1) return;
        const received = showShape(prediction.shape);
        throw new ShapeMismatchError(`${nature.name} needs images of two channels or more, got ${received}.`);
      },
      scores: ({ prediction, target }) => {
        const [one, other] = [directions(prediction), directions(target)];
        // The arc cosine of a number near 1 has half the digits of this.
        const halfAngle = tf.atan2(tf.norm(tf.sub(one, other), 2, -1), tf.norm(tf.add(one, other), 2, -1));
        return tf.mul(2, meanOfSample(halfAngle));
      },
    });
  },
  conformance: ({ reduction }: SpectralAngleMapperOptions) => ({
    weights: reduction !== 'none',
    prediction: { shape: [8, 3, 2, 3], low: 0.1, high: 1 },
    target: { shape: [8, 3, 2, 3], low: 0.1, high: 1 },
  }),
  higherIsBetter: false,
});

/** Pixels as vectors of length 1. */
function directions(images: tf.Tensor): tf.Tensor {
  return tf.div(images, tf.norm(images, 2, -1, true));
}
