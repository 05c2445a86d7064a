import { gaussianWindow, windowMeans } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { centredMoments } from './image-scores.js';
import type { ImageWindow } from './structural-similarity.js';

/** What is added to what is divided by, so that flat windows have quality 0: the step from 1 to the next float32. */
const EPSILON = 2 ** -23;

/** The window of the universal quality index where none is asked for. */
export const QUALITY_WINDOW: ImageWindow = { down: gaussianWindow(11, 1.5), across: gaussianWindow(11, 1.5) };

/** The universal quality index of two images in each whole window, `[batch, …, channels]`. */
export function universalQuality(one: tf.Tensor, other: tf.Tensor, { down, across }: ImageWindow): tf.Tensor {
  const { means, variances, covariance } = centredMoments(one, other, (images) => windowMeans(images, down, across));
  const both = tf.mul(tf.mul(2, tf.mul(...means)), tf.mul(2, covariance));
  const squares = tf.add(tf.square(means[0]), tf.square(means[1]));
  return tf.div(both, tf.add(tf.mul(squares, tf.add(...variances)), EPSILON));
}

/** The mean quality of each channel, `[batch, channels]`. */
export function qualityOfChannels(one: tf.Tensor, other: tf.Tensor): tf.Tensor {
  return tf.mean(tf.mean(universalQuality(one, other, QUALITY_WINDOW), 1), 1);
}
