import { requireSameShape, ShapeMismatchError, showShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/** What images need on each side of a window that stands at their border: nothing, zeros, or what is mirrored there. */
export type ImagePadding = 'none' | 'zeros' | 'reflect';

/** Weighted means around each position of two images, `[batch, height, width, channels]`. */
export interface LocalMoments {
  /** The means of both. */
  readonly means: readonly [tf.Tensor, tf.Tensor];
  /** The sum of the variances of both. */
  readonly variances: tf.Tensor;
  /** The covariance. */
  readonly covariance: tf.Tensor;
}

/** @throws `LML_SHAPE_MISMATCH` where there are no images, `[batch, height, width, channels]`, or the second ones are of another shape. */
export function requireImages(name: string, prediction: tf.Tensor, target = prediction): void {
  requireSameShape(name, prediction, target);
  if (prediction.rank === 4) return;
  throw new ShapeMismatchError(
    `${name} needs images [batch, height, width, channels], got ${showShape(prediction.shape)}. ` +
      'Give images of one channel a last axis of 1.',
  );
}

/** A normal distribution around the middle of an odd number of places, whose sum is 1. */
export function gaussianWindow(size: number, sigma: number): number[] {
  const weights = Array.from({ length: size }, (_, at) => Math.exp(-((at - (size - 1) / 2) ** 2) / (2 * sigma ** 2)));
  const sum = weights.reduce((one, other) => one + other, 0);
  return weights.map((weight) => weight / sum);
}

/** Makes images wider on each side. */
export function padImages(images: tf.Tensor4D, width: number, padding: ImagePadding): tf.Tensor4D {
  const sides: [number, number][] = [[0, 0], [width, width], [width, width], [0, 0]]; // prettier-ignore
  if (padding === 'none' || width === 0) return images;
  // TensorFlow.js mirrors no batch without images.
  const isMirrored = padding === 'reflect' && images.size > 0;
  return isMirrored ? tf.mirrorPad(images, sides, 'reflect') : tf.pad(images, sides);
}

/** Weighted means of windows, of each channel by itself; images become smaller by a window less one. */
export function windowMeans(images: tf.Tensor4D, window: readonly number[]): tf.Tensor4D {
  const [batch, height, width, channels] = images.shape;
  const [rows, columns] = [height - window.length + 1, width - window.length + 1];
  const filter = tf.tensor4d([...window], [window.length, 1, 1, 1]);
  // Along one axis after the other, as images of one channel, whose other axes are one.
  const along = (values: tf.Tensor, shape: [number, number, number, number]): tf.Tensor4D =>
    tf.conv2d(tf.reshape(values, shape), filter, 1, 'valid');
  const down = along(images, [batch, height, width * channels, 1]);
  return tf.reshape(along(down, [batch * rows, width, channels, 1]), [batch, rows, columns, channels]);
}

/** The {@link LocalMoments} of two images by one or several windows of one size. */
export function localMoments(
  one: tf.Tensor,
  other: tf.Tensor,
  windows: readonly (readonly number[])[],
  padding: ImagePadding,
): LocalMoments[] {
  const margin = (windows[0]!.length - 1) / 2;
  const all = tf.concat([one, other, tf.square(one), tf.square(other), tf.mul(one, other)]) as tf.Tensor4D;
  const padded = padImages(all, margin, padding);
  return windows.map((window) => {
    const means = tf.split(windowMeans(padded, window), 5);
    const [first, second, firstSquare, secondSquare, product] = means as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor]; // prettier-ignore
    return {
      means: [first, second],
      variances: tf.sub(tf.add(firstSquare, secondSquare), tf.add(tf.square(first), tf.square(second))),
      covariance: tf.sub(product, tf.mul(first, second)),
    };
  });
}

/** How alike images are in brightness at each position: 1 where their means are equal. */
export function luminance({ means: [one, other] }: LocalMoments, constant: number): tf.Tensor {
  const squares = tf.add(tf.square(one), tf.square(other));
  return tf.div(tf.add(tf.mul(2, tf.mul(one, other)), constant), tf.add(squares, constant));
}
