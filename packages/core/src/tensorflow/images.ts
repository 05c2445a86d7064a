import * as tf from '@tensorflow/tfjs';

import { showShape } from '../data/nd-array.js';
import { ShapeMismatchError } from '../errors/shape-mismatch-error.js';
import { requireSameShape } from './arguments.js';

/** What images need on each side of a window that stands at their border: nothing, zeros, or what is mirrored there. */
export type ImagePadding = 'none' | 'zeros' | 'reflect';

/** Weighted means around each position of two images, `[batch, height, width, channels]`. */
export interface LocalMoments {
  /** The means of both. */
  readonly means: readonly [tf.Tensor, tf.Tensor];
  /** The variances of both. */
  readonly variances: readonly [tf.Tensor, tf.Tensor];
  /** The covariance. */
  readonly covariance: tf.Tensor;
}

/**
 * Refuses what are no images, `[batch, height, width, channels]`, and second ones of another shape.
 *
 * @throws `LML_SHAPE_MISMATCH`, in the name of the loss or metric `name`.
 *
 * @example
 * ```ts
 * import { requireImages } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * requireImages('ssim', tf.zeros([2, 8, 8])); // throws LML_SHAPE_MISMATCH
 * ```
 */
export function requireImages(name: string, prediction: tf.Tensor, target = prediction): void {
  requireSameShape(name, prediction, target);
  if (prediction.rank === 4) return;
  throw new ShapeMismatchError(
    `${name} needs images [batch, height, width, channels], got ${showShape(prediction.shape)}. ` +
      'Give images of one channel a last axis of 1.',
  );
}

/**
 * A normal distribution around the middle of a number of places, whose sum is 1; `sigma` is its standard deviation in places.
 *
 * @example
 * ```ts
 * import { gaussianWindow } from '@lml/core';
 *
 * gaussianWindow(1, 1.5); // => [1]
 * gaussianWindow(3, 100).map((weight) => weight.toFixed(2)); // => ['0.33', '0.33', '0.33']
 * ```
 */
export function gaussianWindow(size: number, sigma: number): number[] {
  const weights = Array.from({ length: size }, (_, at) => Math.exp(-((at - (size - 1) / 2) ** 2) / (2 * sigma ** 2)));
  const sum = weights.reduce((one, other) => one + other, 0);
  return weights.map((weight) => weight / sum);
}

/**
 * Makes images `[batch, height, width, channels]` wider on each side: by as many pixels above and below, and by `across` left and right.
 * Mirrored borders do not repeat the last pixel, so that they are smaller than the image.
 *
 * @example
 * ```ts
 * import { padImages } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * padImages(tf.ones([1, 4, 4, 1]), 2, 'reflect').shape; // => [1, 8, 8, 1]
 * padImages(tf.ones([1, 4, 4, 1]), 0, 'zeros', 1).shape; // => [1, 4, 6, 1]
 * ```
 */
export function padImages(images: tf.Tensor4D, down: number, padding: ImagePadding, across = down): tf.Tensor4D {
  const sides: [number, number][] = [[0, 0], [down, down], [across, across], [0, 0]]; // prettier-ignore
  if (padding === 'none' || (down === 0 && across === 0)) return images;
  // TensorFlow.js mirrors no batch without images.
  const isMirrored = padding === 'reflect' && images.size > 0;
  return isMirrored ? tf.mirrorPad(images, sides, 'reflect') : tf.pad(images, sides);
}

/**
 * Weighted means of windows, of each channel by itself: the weights of a window's pixel are the product of those of its row and its column.
 * Images become smaller by a window less one.
 *
 * @example
 * ```ts
 * import { windowMeans } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * windowMeans(tf.tensor4d([1, 3, 5, 7], [1, 2, 2, 1]), [0.5, 0.5]); // => [[[[4]]]]
 * windowMeans(tf.tensor4d([1, 3, 5, 7], [1, 2, 2, 1]), [0.5, 0.5], [1]); // => [[[[3], [5]]]]
 * ```
 */
export function windowMeans(images: tf.Tensor4D, down: readonly number[], across = down): tf.Tensor4D {
  const [batch, height, width, channels] = images.shape;
  const [rows, columns] = [height - down.length + 1, width - across.length + 1];
  // Along one axis after the other, as images of one channel, whose other axes are one.
  const along = (window: readonly number[], values: tf.Tensor, shape: [number, number, number, number]): tf.Tensor4D =>
    tf.conv2d(tf.reshape(values, shape), tf.tensor4d([...window], [window.length, 1, 1, 1]), 1, 'valid');
  const means = along(down, images, [batch, height, width * channels, 1]);
  return tf.reshape(along(across, means, [batch * rows, width, channels, 1]), [batch, rows, columns, channels]);
}

/**
 * The {@link LocalMoments} of two images, by what computes the means around each position of one: {@link windowMeans} of a window.
 *
 * They are differences of squares, so that of images far from 0 float32 loses digits of the variances.
 *
 * @example
 * ```ts
 * import { localMoments, windowMeans } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const image = tf.tensor4d([1, 3], [1, 1, 2, 1]);
 * const { means, variances } = localMoments(image, image, (images) => windowMeans(images, [1], [0.5, 0.5]));
 * means[0]; // => [[[[2]]]]
 * variances[0]; // => [[[[1]]]]
 * ```
 */
export function localMoments(
  one: tf.Tensor,
  other: tf.Tensor,
  meansOf: (images: tf.Tensor4D) => tf.Tensor,
): LocalMoments {
  const all = tf.concat([one, other, tf.square(one), tf.square(other), tf.mul(one, other)]) as tf.Tensor4D;
  const means = tf.split(meansOf(all), 5) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
  const [first, second, firstSquare, secondSquare, product] = means;
  return {
    means: [first, second],
    variances: [tf.sub(firstSquare, tf.square(first)), tf.sub(secondSquare, tf.square(second))],
    covariance: tf.sub(product, tf.mul(first, second)),
  };
}
