import { gaussianWindow, padImages, windowMeans } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { centredMoments, cropImages, dataRangeSchema, widthOf, withinRange, type DataRange } from './image-scores.js';

const sigma = z.number().positive().max(64);
const size = z
  .int()
  .positive()
  .max(511)
  .refine((value) => value % 2 === 1, 'must be odd');

/** The windows of structural similarity and what is compared in them, as entries of a zod object. */
export const similarityShape = {
  /** Whether the pixels of a window have normal weights, else all the same. Default: `true`. */
  gaussianKernel: z
    .boolean()
    .default(true)
    .describe('Whether the pixels of a window have normal weights, else all the same.'),
  /**
   * The width of the window's normal weights, in pixels of one standard deviation; or its height and width. Default:
   * `1.5`.
   */
  sigma: z
    .union([sigma, z.tuple([sigma, sigma]).readonly()])
    .default(1.5)
    .describe(
      "The width of the window's normal weights, in pixels of one standard deviation; or its height and width.",
    ),
  /**
   * How many pixels high and wide a window of equal weights is, an odd number; or its height and width. Default: `11`.
   */
  kernelSize: z
    .union([size, z.tuple([size, size]).readonly()])
    .default(11)
    .describe('How many pixels high and wide a window of equal weights is, an odd number; or its height and width.'),
  /** The range of values: its width, or its ends, to which values are limited. Default: the wider one of both images. */
  dataRange: dataRangeSchema
    .optional()
    .describe(
      'The range of values: its width, or its ends, to which values are limited. Default: the wider one of both images.',
    ),
  /** What keeps the brightness of dark images from counting, as a share of the range. Default: `0.01`. */
  k1: z
    .number()
    .positive()
    .default(0.01)
    .describe('What keeps the brightness of dark images from counting, as a share of the range.'),
  /** What keeps the contrast of flat images from counting, as a share of the range. Default: `0.03`. */
  k2: z
    .number()
    .positive()
    .default(0.03)
    .describe('What keeps the contrast of flat images from counting, as a share of the range.'),
};

/** The options of structural similarity, complete. */
export type SimilarityOptions = z.output<z.ZodObject<typeof similarityShape>>;

/** The weights of a window's rows and columns. */
export interface ImageWindow {
  readonly down: readonly number[];
  readonly across: readonly number[];
}

/** The window of some options. That of normal weights ends after 3.5 standard deviations. */
export function windowOf({ gaussianKernel, sigma, kernelSize }: Omit<SimilarityOptions, 'dataRange'>): ImageWindow {
  const sideOf = (at: 0 | 1): number[] => {
    const width = typeof sigma === 'number' ? sigma : sigma[at];
    const count = typeof kernelSize === 'number' ? kernelSize : kernelSize[at];
    if (!gaussianKernel) return Array.from({ length: count }, () => 1 / count);
    return gaussianWindow(2 * Math.floor(3.5 * width + 0.5) + 1, width);
  };
  return { down: sideOf(0), across: sideOf(1) };
}

/** How wide the range of values is, for each image `[batch, 1, 1, 1]` where it is not given: that of the wider one of both. */
function rangesOf(prediction: tf.Tensor, target: tf.Tensor, range: DataRange | undefined): tf.Tensor {
  if (range !== undefined) return tf.scalar(widthOf(range));
  const widths = [prediction, target].map((images) => {
    const rows = tf.reshape(images, [images.shape[0], images.size / images.shape[0]]);
    return tf.sub(tf.max(rows, 1), tf.min(rows, 1));
  });
  return tf.reshape(tf.maximum(widths[0]!, widths[1]!), [prediction.shape[0], 1, 1, 1]);
}

/** Images as they are compared: within their range. */
export function comparedImages(
  { prediction, target }: { prediction: tf.Tensor; target: tf.Tensor },
  dataRange: DataRange | undefined,
): [tf.Tensor, tf.Tensor, tf.Tensor] {
  const [one, other] = [withinRange(prediction, dataRange), withinRange(target, dataRange)];
  return [one, other, rangesOf(one, other, dataRange)];
}

/**
 * Structural similarity around each pixel, `[batch, height, width, channels]`, with mirrored borders, and its part that compares contrast
 * alone, of whole windows only.
 */
export function structuralSimilarity(
  prediction: tf.Tensor,
  target: tf.Tensor,
  ranges: tf.Tensor,
  { down, across }: ImageWindow,
  { k1, k2 }: Pick<SimilarityOptions, 'k1' | 'k2'>,
): { similarity: tf.Tensor; contrast: () => tf.Tensor } {
  const margins = [(down.length - 1) / 2, (across.length - 1) / 2] as const;
  const [ofMeans, ofVariances] = [k1, k2].map((share) => tf.square(tf.mul(share, ranges))) as [tf.Tensor, tf.Tensor];
  const { means, variances, covariance } = centredMoments(prediction, target, (images) =>
    windowMeans(padImages(images, margins[0], 'reflect', margins[1]), down, across),
  );
  const squares = tf.add(tf.square(means[0]), tf.square(means[1]));
  const brightness = tf.div(tf.add(tf.mul(2, tf.mul(...means)), ofMeans), tf.add(squares, ofMeans));
  const structure = tf.div(tf.add(tf.mul(2, covariance), ofVariances), tf.add(tf.add(...variances), ofVariances));
  const [, height, width] = prediction.shape as [number, number, number];
  return {
    similarity: tf.mul(brightness, structure),
    contrast: () => cropImages(structure, margins, [height - 2 * margins[0], width - 2 * margins[1]]),
  };
}
