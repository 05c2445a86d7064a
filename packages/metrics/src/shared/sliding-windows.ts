import { windowMeans } from '@lml/core';
import type * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { cropImages } from './image-scores.js';

/** The option `windowSize` of metrics of sliding windows, as an entry of a zod object. */
export const slidingShape = {
  /** How many pixels wide and high the sliding window is. Default: `8`. */
  windowSize: z.int().positive().max(512).default(8).describe('How many pixels wide and high the sliding window is.'),
};

/** How far from a border the middle of the first and of the last window stands: half of it, rounded to an even number. */
function margin(size: number): number {
  const half = size / 2;
  return Number.isInteger(half) ? half : 2 * Math.round(half / 2);
}

/** The smallest side of an image that a sliding window fits in. */
export function leastSide(size: number): number {
  return Math.max(size, 2 * margin(size) + 1);
}

/** The mean of each channel in the windows of a size, those left out that torchmetrics leaves out at the borders. */
export function slidingMeans(images: tf.Tensor, size: number): tf.Tensor {
  const [, height, width] = images.shape as [number, number, number];
  const equal = Array.from({ length: size }, () => 1 / size);
  const from = margin(size) - Math.floor(size / 2);
  const sides = [height - 2 * margin(size), width - 2 * margin(size)] as const;
  return cropImages(windowMeans(images as tf.Tensor4D, equal), [from, from], sides);
}
