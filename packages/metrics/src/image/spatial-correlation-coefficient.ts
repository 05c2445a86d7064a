import { defineComponent, metricShape, windowMeans } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { checkImages } from '../shared/image-scores.js';
import { meanOfSample, scoresMetric, scoresReductionShape } from '../shared/scores-metric.js';

const shape = {
  /** The filter that leaves edges, rows of as many weights. Default: `[ [-1, -1, -1], [-1, 8, -1], [-1, -1, -1], ]`. */
  highPassFilter: z
    .array(z.array(z.number()).min(1).max(127))
    .min(1)
    .max(127)
    .refine((rows) => rows.every((row) => row.length === rows[0]!.length), 'must have rows of as many weights')
    .default([
      [-1, -1, -1],
      [-1, 8, -1],
      [-1, -1, -1],
    ])
    .describe('The filter that leaves edges, rows of as many weights.'),
  /** How many pixels wide and high the window is in which edges are compared. Default: `8`. */
  windowSize: z
    .int()
    .positive()
    .max(512)
    .default(8)
    .describe('How many pixels wide and high the window is in which edges are compared.'),
};

/** Options of {@link spatialCorrelationCoefficient}. */
export interface SpatialCorrelationCoefficientOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof scoresReductionShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Spatial correlation coefficient of images `[batch, height, width, channels]`: the correlation of their edges in a window around each
 * pixel, averaged over pixels and channels. Edges are what `highPassFilter` leaves of the image, mirrored beyond its borders; beyond theirs
 * they are 0. Between −1 and 1; more is better. A window in which either image has no edge counts 0.
 *
 * Weights, one a sample (`[batch]`), default 1; `reduction: 'none'` does not use them. NaN where nothing was counted.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes or are no images, images are smaller than the window or than
 * half of the filter, or weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { spatialCorrelationCoefficient } from '@lml/metrics';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const state = new MetricState(spatialCorrelationCoefficient());
 * const image = tf.randomUniform([1, 12, 12, 1], 0, 1, 'float32', 1);
 * await state.update(tf.add(tf.mul(image, 2), 7), image);
 * state.compute(); // => 1.000
 * ```
 *
 * @see [torchmetrics.image.SpatialCorrelationCoefficient](https://lightning.ai/docs/torchmetrics/stable/image/spatial_correlation_coefficient.html)
 * 1.9; Zhou et al. 1998, A wavelet transform method to merge Landsat TM and SPOT panchromatic data
 */
export const spatialCorrelationCoefficient = defineComponent({
  kind: 'metric',
  name: 'spatial-correlation-coefficient',
  summary: 'How the edges of images correlate (SCC).',
  schema: z.strictObject({ ...metricShape, ...scoresReductionShape, ...shape }),
  examples: [{ windowSize: 4 }, { highPassFilter: [[1, -1]], windowSize: 3, reduction: 'none' }],
  create: ({ highPassFilter, windowSize, reduction, ...options }, nature) => {
    const [rows, columns] = [highPassFilter.length, highPassFilter[0]!.length];
    const least = [Math.max(windowSize, Math.ceil((rows - 1) / 2)), Math.max(windowSize, Math.ceil((columns - 1) / 2))] as const; // prettier-ignore
    const equal = Array.from({ length: windowSize }, () => 1 / windowSize);
    const [before, behind] = [Math.ceil((windowSize - 1) / 2), Math.floor((windowSize - 1) / 2)];
    const sides: [number, number][] = [[0, 0], [before, behind], [before, behind], [0, 0]]; // prettier-ignore
    // Flipped, since a convolution of TensorFlow.js is a correlation.
    const weights = highPassFilter.map((row) => row.toReversed()).toReversed();
    return scoresMetric({
      ...nature,
      ...options,
      reduction,
      check: checkImages(nature.name, least, 'Give a smaller windowSize or highPassFilter.'),
      scores: ({ prediction, target }) => {
        const [one, other] = [prediction, target].map((images) => edges(images as tf.Tensor4D, weights));
        const meansOf = (maps: tf.Tensor): tf.Tensor => windowMeans(tf.pad(maps, sides) as tf.Tensor4D, equal);
        const means = [meansOf(one!), meansOf(other!)] as const;
        const variances = [one!, other!].map((maps, at) =>
          tf.relu(tf.sub(meansOf(tf.square(maps)), tf.square(means[at]!))),
        );
        const covariance = tf.sub(meansOf(tf.mul(one!, other!)), tf.mul(...means));
        const divisor = tf.mul(tf.sqrt(variances[0]!), tf.sqrt(variances[1]!));
        const isFlat = tf.equal(divisor, 0);
        const correlation = tf.div(covariance, tf.where(isFlat, tf.onesLike(divisor), divisor));
        const samples = prediction.shape[0];
        return meanOfSample(
          tf.reshape(tf.where(isFlat, tf.zerosLike(divisor), correlation), [samples, prediction.size / samples]),
        );
      },
    });
  },
  conformance: ({ reduction }: SpatialCorrelationCoefficientOptions) => ({
    weights: reduction !== 'none',
    prediction: { shape: [8, 5, 6, 2], low: 0, high: 1 },
    target: { shape: [8, 5, 6, 2], low: 0, high: 1 },
  }),
  higherIsBetter: true,
});

/** What a filter leaves of images that are mirrored beyond borders, the last pixel too; each channel as an image of its own. */
function edges(images: tf.Tensor4D, weights: readonly (readonly number[])[]): tf.Tensor {
  const [batch, height, width, channels] = images.shape;
  const [rows, columns] = [weights.length, weights[0]!.length];
  const apart = tf.reshape(tf.transpose(images, [0, 3, 1, 2]), [batch * channels, height, width, 1]);
  const mirrored = tf.gather(tf.gather(apart, mirroredPlaces(height, rows), 1), mirroredPlaces(width, columns), 2);
  return tf.conv2d(mirrored as tf.Tensor4D, tf.tensor4d(weights.flat(), [rows, columns, 1, 1]), 1, 'valid');
}

/** The places along an axis, with those that are mirrored so that a filter of some places may stand on each. */
function mirroredPlaces(size: number, places: number): tf.Tensor1D {
  const [before, behind] = [Math.floor((places - 1) / 2), Math.ceil((places - 1) / 2)];
  const all = Array.from({ length: before + size + behind }, (_, at) => {
    const place = at - before;
    if (place < 0) return -place - 1;
    return place < size ? place : 2 * size - 1 - place;
  });
  return tf.tensor1d(all, 'int32');
}
