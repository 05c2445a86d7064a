import {
  asFloat,
  defineComponent,
  gaussianWindow,
  localMoments,
  padImages,
  reductionShape,
  requireImages,
  requireTensor,
  ShapeMismatchError,
  showShape,
  windowMeans,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { treeLoss } from '../shared/tree-loss.js';

const shape = {
  /** How many pixels wide and high the window is, an odd number. Default: `11`. */
  windowSize: z
    .int()
    .positive()
    .refine((size) => size % 2 === 1, 'must be odd')
    .default(11)
    .describe('How many pixels wide and high the window is, an odd number.'),
  /** The range of the values of pixels. Default: `1`. */
  maxVal: z.number().positive().default(1).describe('The range of the values of pixels.'),
  /** What is added to what is divided by. Default: `1e-12`. */
  eps: z.number().min(0).default(1e-12).describe('What is added to what is divided by.'),
  /**
   * Whether borders are mirrored, for a value of each pixel, or only whole windows count ('valid'). Default: `'same'`.
   */
  padding: z
    .enum(['same', 'valid'])
    .default('same')
    .describe("Whether borders are mirrored, for a value of each pixel, or only whole windows count ('valid')."),
};

/** Options of {@link ssim}. */
export interface SsimOptions extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/** The width of the window's normal distribution, whatever its size. */
const SIGMA = 1.5;

/**
 * Structural dissimilarity of images: $`(1 - \text{SSIM}) / 2`$, within 0 and 1, for each pixel and channel of prediction and target, both
 * `[batch, height, width, channels]`. With the means μ, variances and covariance σ of both in a window of normal weights around the pixel, and
 * $`c_1 = (0.01 \, L)^2`$, $`c_2 = (0.03 \, L)^2`$ of the range L of values (`maxVal`), SSIM is
 *
 * ```math
 * \frac{(2 μ_x μ_y + c_1)(2 σ_{xy} + c_2)}{(μ_x^2 + μ_y^2 + c_1)(σ_x^2 + σ_y^2 + c_2) + ε}
 * ```
 *
 * Reduction and weights, one a sample, are those of {@link treeLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes or are no images, images are too small for the window, or
 * weights do not fit.
 *
 * @example
 * ```ts
 * import { ssim } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * ssim()(tf.zeros([1, 6, 6, 1]), tf.ones([1, 6, 6, 1])); // => 0.49995
 * ssim()(tf.zeros([1, 5, 5, 1]), tf.zeros([1, 5, 5, 1])); // throws LML_SHAPE_MISMATCH
 * ```
 *
 * @see kornia.losses.SSIMLoss 0.9, whose window has no default size; Wang et al. 2004, Image quality assessment: from error visibility to
 * structural similarity
 */
export const ssim = defineComponent({
  kind: 'loss',
  name: 'ssim',
  summary: 'Images by their structure: means, contrast and correlation of windows.',
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [
    { windowSize: 3 },
    { windowSize: 5, padding: 'valid', reduction: 'sum' },
    { windowSize: 3, reduction: 'none' },
  ],
  conformance: {
    prediction: { shape: [2, 5, 6, 2], low: 0 },
    target: { shape: [2, 5, 6, 2], low: 0 },
  },
  create: ({ windowSize, maxVal, eps, padding, reduction }, { name }) => {
    const window = gaussianWindow(windowSize, SIGMA);
    const [ofMeans, ofVariances] = [(0.01 * maxVal) ** 2, (0.03 * maxVal) ** 2];
    return treeLoss<tf.Tensor, tf.Tensor>({
      name,
      reduction,
      shape(given, target) {
        const prediction = requireTensor(name, 'prediction', given);
        requireImages(name, prediction, requireTensor(name, 'target', target));
        const [batch, height, width, channels] = prediction.shape as [number, number, number, number];
        const least = padding === 'same' ? (windowSize + 1) / 2 : windowSize;
        if (Math.min(height, width) < least) throw tooSmall(name, prediction, windowSize, least);
        const lost = padding === 'same' ? 0 : windowSize - 1;
        return [batch, height - lost, width - lost, channels];
      },
      values(prediction, target) {
        const border = padding === 'same' ? 'reflect' : 'none';
        const { means, variances, covariance } = localMoments(asFloat(prediction), asFloat(target), (images) =>
          windowMeans(padImages(images, (windowSize - 1) / 2, border), window),
        );
        const squares = tf.add(tf.square(means[0]), tf.square(means[1]));
        const alike = tf.mul(tf.add(tf.mul(2, tf.mul(...means)), ofMeans), tf.add(tf.mul(2, covariance), ofVariances));
        const all = tf.mul(tf.add(squares, ofMeans), tf.add(tf.add(...variances), ofVariances));
        const similarity = tf.div(alike, tf.add(all, eps));
        return tf.clipByValue(tf.div(tf.sub(1, similarity), 2), 0, 1);
      },
    });
  },
});

function tooSmall(name: string, images: tf.Tensor, window: number, least: number): ShapeMismatchError {
  return new ShapeMismatchError(
    `${name} with a window of ${window} pixels needs images of at least ${least} by ${least}, got ${showShape(images.shape)}. ` +
      'Give it a smaller windowSize.',
  );
}
