import { localMoments, requireImages, ShapeMismatchError, showShape, type LocalMoments } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

/** A range of values of pixels: its width, or its ends, to which pixels are limited. */
export type DataRange = number | readonly [number, number];

/** The schema of a {@link DataRange}. */
export const dataRangeSchema = z.union([
  z.number().positive(),
  z
    .tuple([z.number(), z.number()])
    .refine(([low, high]) => low < high, 'must be a lower and a higher end')
    .readonly(),
]);

/** How wide a range is. */
export function widthOf(range: DataRange): number {
  return typeof range === 'number' ? range : range[1] - range[0];
}

/** Images whose pixels lie within a range that has ends. */
export function withinRange(images: tf.Tensor, range: DataRange | undefined): tf.Tensor {
  return typeof range === 'object' ? tf.clipByValue(images, range[0], range[1]) : images;
}

/** Height and width. */
export type ImageSize = readonly [height: number, width: number];

/**
 * Complains of what are no images of one shape, or too small ones.
 *
 * @param advice - What makes smaller ones possible.
 */
export function checkImages(
  name: string,
  least: ImageSize = [1, 1],
  advice = 'Give larger images.',
): (prediction: tf.Tensor, target?: tf.Tensor) => void {
  return (prediction, target) => {
    requireImages(name, prediction, target);
    requireSize(name, prediction, least, advice);
  };
}

/** @throws `LML_SHAPE_MISMATCH` for images that are smaller. */
export function requireSize(name: string, images: tf.Tensor, [height, width]: ImageSize, advice: string): void {
  if (images.shape[1]! >= height && images.shape[2]! >= width) return;
  throw new ShapeMismatchError(
    `${name} needs images of at least ${height} by ${width} pixels, got ${showShape(images.shape)}. ${advice}`,
  );
}

/** The mean of each channel of each image, `[batch, 1, 1, channels]`. */
function channelMeans(images: tf.Tensor): tf.Tensor {
  return tf.mean(tf.mean(images, 1, true), 2, true);
}

/** Images less the mean of each of their channels. */
export function centred(images: tf.Tensor): tf.Tensor {
  return tf.sub(images, channelMeans(images));
}

/**
 * The local moments of two images, computed of their distances from the mean of each channel, so that float32 keeps the digits of the
 * variances. These are at least 0.
 */
export function centredMoments(
  one: tf.Tensor,
  other: tf.Tensor,
  meansOf: (images: tf.Tensor4D) => tf.Tensor,
): LocalMoments {
  const centres = [channelMeans(one), channelMeans(other)] as const;
  const { means, variances, covariance } = localMoments(tf.sub(one, centres[0]), tf.sub(other, centres[1]), meansOf);
  return {
    means: [tf.add(means[0], centres[0]), tf.add(means[1], centres[1])],
    variances: [tf.relu(variances[0]), tf.relu(variances[1])],
    covariance,
  };
}

/** Part of images: some rows and columns from the ones given on. */
export function cropImages(images: tf.Tensor, from: ImageSize, size: ImageSize): tf.Tensor {
  return tf.slice(images, [0, from[0], from[1], 0], [images.shape[0], size[0], size[1], images.shape[3]!]);
}
