import {
  asFloat,
  defineComponent,
  gaussianWindow,
  localMoments,
  padImages,
  reductionShape,
  requireImages,
  requireTensor,
  windowMeans,
  type LocalMoments,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { treeLoss } from '../shared/tree-loss.js';

const shape = {
  /**
   * The widths of the windows, in pixels of one standard deviation; the last one is the widest. Default: `[0.5, 1, 2, 4,
   * 8]`.
   */
  sigmas: z
    .array(z.number().positive())
    .min(1)
    .default([0.5, 1, 2, 4, 8])
    .describe('The widths of the windows, in pixels of one standard deviation; the last one is the widest.'),
  /** The range of the values of pixels. Default: `1`. */
  maxVal: z.number().positive().default(1).describe('The range of the values of pixels.'),
  /**
   * What keeps brightness and contrast of dark, flat images from counting, as shares of the range. Default: `[0.01,
   * 0.03]`.
   */
  k: z
    .tuple([z.number().positive(), z.number().positive()])
    .default([0.01, 0.03])
    .describe('What keeps brightness and contrast of dark, flat images from counting, as shares of the range.'),
  /** What structure counts, from 0 to 1; the absolute error counts the rest to 1. Default: `0.025`. */
  alpha: z
    .number()
    .min(0)
    .max(1)
    .default(0.025)
    .describe('What structure counts, from 0 to 1; the absolute error counts the rest to 1.'),
  /** What all is multiplied by. Default: `200`. */
  compensation: z.number().positive().default(200).describe('What all is multiplied by.'),
};

/** Options of {@link msSsim}. */
export interface MsSsimOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Structural dissimilarity of images at several scales, and their absolute error, for each pixel of prediction and target, both
 * `[batch, height, width, channels]`: with windows of normal weights of the widths `sigmas`,
 *
 * ```math
 * c \, \Bigl(α \, \bigl(1 - l \prod_i s_i\bigr) + (1 - α) \, \frac{G * |x - y|}{L}\Bigr)
 * ```
 *
 * where l compares the means in the widest window, $`s_i`$ variances and covariance in each (as {@link ssim}), G is the mean in the widest window,
 * and L is `maxVal`; both terms are means of the channels. Beyond their borders images are 0.
 *
 * This is kornia's, of Zhao et al. with the defaults of another implementation: scales are windows over the whole image. The paper of Wang et al.,
 * and torchmetrics, halve the image instead and have no absolute error. Reduction and weights, one a sample, are those of {@link treeLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes or are no images, or weights do not fit.
 *
 * @example
 * ```ts
 * import { msSsim } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const [image, brighter] = [tf.fill([1, 1, 1, 1], 0.25), tf.fill([1, 1, 1, 1], 0.75)];
 * msSsim()(image, image); // => 0
 * msSsim({ alpha: 0, sigmas: [0.25] })(image, brighter); // => 100
 * ```
 *
 * @see kornia.losses.MS_SSIMLoss 0.9, whose `data_range` is `maxVal` here; Zhao et al. 2017, Loss Functions for Image Restoration with Neural
 * Networks
 */
export const msSsim = defineComponent({
  kind: 'loss',
  name: 'ms-ssim',
  summary: 'Images by their structure at several scales, and by their absolute error.',
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [{}, { sigmas: [0.5, 1], alpha: 0.84, compensation: 1, reduction: 'sum' }, { reduction: 'none' }],
  conformance: {
    prediction: { shape: [2, 5, 6, 2], low: 0 },
    target: { shape: [2, 5, 6, 2], low: 0 },
  },
  create: ({ sigmas, maxVal, k, alpha, compensation, reduction }, { name }) => {
    const margin = Math.trunc(2 * sigmas.at(-1)!);
    const windows = sigmas.map((sigma) => gaussianWindow(2 * margin + 1, sigma));
    const [ofMeans, ofVariances] = k.map((share) => (share * maxVal) ** 2) as [number, number];
    return treeLoss<tf.Tensor, tf.Tensor>({
      name,
      reduction,
      shape(given, target) {
        const prediction = requireTensor(name, 'prediction', given);
        requireImages(name, prediction, requireTensor(name, 'target', target));
        return prediction.shape.slice(0, -1);
      },
      values(prediction, target) {
        const [one, other] = [asFloat(prediction) as tf.Tensor4D, asFloat(target) as tf.Tensor4D];
        const scales = windows.map((window) =>
          localMoments(one, other, (images) => windowMeans(padImages(images, margin, 'zeros'), window)),
        );
        const structures = scales.map(({ variances, covariance }) =>
          tf.div(tf.add(tf.mul(2, covariance), ofVariances), tf.add(tf.add(...variances), ofVariances)),
        );
        const alike = structures.reduce((all, structure) => tf.mul(all, structure), luminance(scales.at(-1)!, ofMeans));
        const apart = windowMeans(padImages(tf.abs(tf.sub(one, other)), margin, 'zeros'), windows.at(-1)!);
        const ofStructure = tf.mul(alpha, tf.sub(1, tf.mean(alike, -1)));
        return tf.mul(compensation, tf.add(ofStructure, tf.mul((1 - alpha) / maxVal, tf.mean(apart, -1))));
      },
    });
  },
});

/** How alike images are in brightness at each position: 1 where their means are equal. */
function luminance({ means: [one, other] }: LocalMoments, constant: number): tf.Tensor {
  const squares = tf.add(tf.square(one), tf.square(other));
  return tf.div(tf.add(tf.mul(2, tf.mul(one, other)), constant), tf.add(squares, constant));
}
